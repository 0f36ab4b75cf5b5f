import type { ResourceDeclaration } from "../../api/resource.ts";
import { realmAssignments, realms } from "./collections.ts";
import { executionOperations } from "./executions.ts";

/** Realms, the rules that put users into them, and what these have done. */
export const realmResources: ResourceDeclaration = {
  operations: [...executionOperations, ...realmAssignments.operations, ...realms.operations],
  seed: (context) => realms.seed(context),
};
