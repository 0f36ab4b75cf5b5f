import type { Permission } from "../org/roles.ts";
import type { Gate } from "./operation.ts";

/** What the gates of a resource share. */
export interface Access {
  /** Without `.read` and `.manage`. */
  readonly scope: string;
  readonly resource: Permission["resource"];
  readonly bucket: string;
}

/** Makes the gate before the operations that read a resource, or before those that manage it. */
export function gate({ scope, resource, bucket }: Access, access: "read" | "manage"): Gate {
  return { scope: `${scope}.${access}`, permission: { resource, access }, bucket };
}
