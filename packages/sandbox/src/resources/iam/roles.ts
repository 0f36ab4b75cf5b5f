import type { Call, Operation } from "../../api/operation.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { text } from "../../collections/fields.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { ACCESS, takenLabel } from "./access.ts";

/** A permission as Okta names it, such as `okta.users.read`. */
export const PERMISSION: RegExp = /^okta(\.[a-zA-Z0-9]+)+$/;

export const customRoles: Collection = defineCollection({
  ...ACCESS,
  key: "customRoles",
  path: "/api/v1/iam/roles",
  param: "roleIdOrLabel",
  kind: "CustomRole",
  idPrefix: "cr0",
  fields: { label: text, description: text },
  list: { wrap: "roles" },
  unique: ["label"],
  duplicate: () => takenLabel("an admin role"),
  check(_draft, { call, body, before }) {
    if (before) return undefined;
    const permissions = Array.isArray(body.permissions) ? body.permissions.map(String) : [];
    const bad = permissions.find((label) => !PERMISSION.test(label));
    if (permissions.length === 0 || bad !== undefined)
      throw validation("permissions", `permissions: ${bad ?? "The field cannot be left blank"}`);
    const now = isoDate(call.org.now());
    return {
      _permissions: Object.fromEntries(permissions.map((label) => [label, { created: now, lastUpdated: now }])),
    };
  },
  make: () => ({ isCloneable: false }),
  links: (_role, self) => ({ permissions: { href: `${self}/permissions` } }),
});

/** A role can be named by its label as well. */
export function findRole(call: Call): Resource {
  const name = call.params.roleIdOrLabel ?? "";
  const roles = customRoles.all(call.org.store);
  const role = customRoles.get(call.org.store, name) ?? roles.find(({ label }) => label === name);
  if (!role) throw notFound(name, "CustomRole");
  return role;
}

export const roleOperations: readonly Operation[] = customRoles.operations.map(
  (operation): Operation => ({
    ...operation,
    handle(call) {
      if (!operation.path.includes("{")) return operation.handle(call);
      const { id } = findRole(call);
      return operation.handle({ ...call, params: { ...call.params, roleIdOrLabel: id } });
    },
  }),
);
