import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, type CollectionOptions, defineCollection } from "../../collections/collection.ts";
import { optionalText, text } from "../../collections/fields.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/privileged-access/api/v1";
const NAME = { ...text, pattern: /^[\w\-_. ]+$/, max: 50 };

const ACCESS = {
  param: "id",
  resource: "org",
  bucket: "privileged-access",
  created: 201,
  replaceMethod: "PATCH",
  unique: ["name"],
} as const satisfies Partial<CollectionOptions>;

const OWNERS = { ownerGroupIds: { type: "array" }, ownerUserIds: { type: "array" } } as const;

/** The accounts of apps that no person signs in with. */
const appAccounts: Collection = defineCollection({
  ...ACCESS,
  key: "appServiceAccounts",
  created: 200,
  path: `${PATH}/service-accounts`,
  kind: "AppServiceAccount",
  idPrefix: "sac",
  scope: "okta.serviceAccounts",
  fields: {
    name: NAME,
    description: optionalText,
    containerOrn: { ...text, fixed: true, pattern: /^orn:/ },
    username: { ...text, fixed: true },
    ...OWNERS,
  },
  check(_draft, { body, before }) {
    if (!before && (typeof body.password !== "string" || body.password === ""))
      throw validation("password", "password: The field cannot be left blank");
    return undefined;
  },
  make: ({ containerOrn }) => ({
    containerInstanceName: String(containerOrn).split(":").at(-1),
    containerGlobalName: String(containerOrn).split(":").at(-2),
    status: "NO_ISSUES",
    statusDetail: "VAULTED",
  }),
});

/** The users of the org that are accounts of programs. */
const oktaAccounts: Collection = defineCollection({
  ...ACCESS,
  key: "oktaServiceAccounts",
  path: `${PATH}/okta-service-accounts`,
  kind: "OktaManagedUserAccount",
  idPrefix: "sao",
  scope: "okta.serviceAccounts.okta",
  fields: { name: NAME, description: optionalText, oktaUserId: { ...text, fixed: true }, ...OWNERS },
  check({ oktaUserId }, { call, before }) {
    const user = call.org.store.users.get(String(oktaUserId));
    if (!user) throw notFound(String(oktaUserId), "User");
    const others = oktaAccounts.all(call.org.store);
    if (!before && others.some((other) => other.oktaUserId === oktaUserId))
      throw validation("oktaUserId", "oktaUserId: The user is a service account already");
    return { email: user.profile.email, username: user.profile.login };
  },
  make: () => ({ status: "UNSECURED", statusDetail: "UNMANAGED" }),
});

/** Service accounts of apps, and of the org. */
export const serviceAccounts: ResourceDeclaration = {
  operations: [...appAccounts.operations, ...oktaAccounts.operations],
};
