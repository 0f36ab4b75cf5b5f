import type { ResourceDeclaration } from "../../api/resource.ts";
import { bindingOperations } from "./binding-operations.ts";
import { permissionOperations } from "./permissions.ts";
import { setOperations } from "./resource-sets.ts";
import { roleOperations } from "./roles.ts";
import { setResourceOperations } from "./set-resource-operations.ts";

/** Custom admin roles with their permissions, and resource sets with their resources, bindings and members. */
export const iamResources: ResourceDeclaration = {
  operations: [
    ...roleOperations,
    ...permissionOperations,
    ...setOperations,
    ...setResourceOperations,
    ...bindingOperations,
  ],
};
