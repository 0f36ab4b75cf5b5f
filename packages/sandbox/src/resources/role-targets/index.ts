import type { ResourceDeclaration } from "../../api/resource.ts";
import { ASSIGNEES } from "./assignees.ts";
import { clientRoleOperations } from "./client-roles.ts";
import { governanceOperations } from "./governance.ts";
import { allApps, groupRole, operationsFor, userTargets } from "./operations.ts";

/** The roles of groups and clients, what roles are narrowed to, and what governs those of users. */
export const roleTargets: ResourceDeclaration = {
  operations: [
    groupRole,
    allApps,
    userTargets,
    ...governanceOperations,
    ...clientRoleOperations,
    ...ASSIGNEES.flatMap(operationsFor),
  ],
};
