import type { ResourceDeclaration } from "../../api/resource.ts";
import { ASSIGNEES } from "./assignees.ts";
import { clientRoleOperations } from "./client-roles.ts";
import { allApps, groupRole, operationsFor, userTargets } from "./operations.ts";

/** The roles of groups and clients, and what roles are narrowed to. */
export const roleTargets: ResourceDeclaration = {
  operations: [groupRole, allApps, userTargets, ...clientRoleOperations, ...ASSIGNEES.flatMap(operationsFor)],
};
