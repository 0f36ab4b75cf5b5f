import type { Store } from "./model.ts";

/** IDs that an org has one of. They share their ending, as in Okta, and are the same for as long as the org's other IDs are. */
const own =
  (prefix: string) =>
  ({ userTypeId }: Pick<Store, "userTypeId">) =>
    prefix + userTypeId.slice(prefix.length);

/** Returns the org's own ID. */
export const orgId: (store: Pick<Store, "userTypeId">) => string = own("00o");

/** Returns the ID of the realm that users are in who are in no other. */
export const defaultRealmId: (store: Pick<Store, "userTypeId">) => string = own("guo");

/** Returns the ID of the schema of the default user type. */
export const defaultSchemaId: (store: Pick<Store, "userTypeId">) => string = own("osc");
