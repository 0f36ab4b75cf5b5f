import type { Call, Operation } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import { flag } from "../collections/fields.ts";
import { defineSingleton } from "../collections/singleton.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { Resource } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";

const READ = { scope: "okta.orgs.read", permission: { resource: "org", access: "read" }, bucket: "org" } as const;
const MANAGE = { scope: "okta.orgs.manage", permission: { resource: "org", access: "manage" }, bucket: "org" } as const;
const ORG = "/api/v1/org";

function mapOf({ store }: Call["org"], key: string): Map<string, Resource> {
  const known = store.resources.get(key) ?? new Map<string, Resource>();
  store.resources.set(key, known);
  return known;
}

const settingOf = (call: Call, name: string): Readonly<Record<string, unknown>> | undefined =>
  mapOf(call.org, "orgSettings").get(name);

const setSetting = (call: Call, name: string, value: Readonly<Record<string, unknown>>) =>
  mapOf(call.org, "orgSettings").set(name, { ...value, id: name });

const link = (call: Call, path: string) => ({ href: `${call.org.orgUrl}${ORG}/${path}`, hints: { allow: ["POST"] } });

function showPreferences(call: Call): Response {
  const showEndUserFooter = settingOf(call, "preferences")?.showEndUserFooter ?? true;
  const next = showEndUserFooter ? "hideEndUserFooter" : "showEndUserFooter";
  return Response.json({ showEndUserFooter, _links: { [next]: link(call, `preferences/${next}`) } });
}

function showCommunication(call: Call): Response {
  const optOutEmailUsers = settingOf(call, "communication")?.optOutEmailUsers ?? false;
  const next = optOutEmailUsers ? "optIn" : "optOut";
  return Response.json({ optOutEmailUsers, _links: { [next]: link(call, `privacy/oktaCommunication/${next}`) } });
}

function showSupport(call: Call): Response {
  const { support = "DISABLED", expiration = null } = settingOf(call, "support") ?? {};
  const steps = support === "ENABLED" ? ["extend", "revoke"] : ["grant"];
  const links = steps.map((step) => [step, link(call, `privacy/oktaSupport/${step}`)]);
  return Response.json({ support, expiration, _links: Object.fromEntries(links) });
}

const switchOperation = (path: string, act: (call: Call) => void, show: (call: Call) => Response): Operation => ({
  ...MANAGE,
  method: "POST",
  path: `${ORG}/${path}`,
  handle(call) {
    act(call);
    return show(call);
  },
});

const support = (step: string, isEnabled: boolean) =>
  switchOperation(
    `privacy/oktaSupport/${step}`,
    (call) =>
      setSetting(
        call,
        "support",
        isEnabled
          ? { support: "ENABLED", expiration: isoDate(call.org.now() + 86_400) }
          : { support: "DISABLED", expiration: null },
      ),
    () => new Response(null, { status: 200 }),
  );

const CONTACTS = ["BILLING", "TECHNICAL"];

function contactType({ params }: Call): string {
  const type = params.contactType?.toUpperCase() ?? "";
  if (!CONTACTS.includes(type)) throw notFound(params.contactType ?? "", "OrgContactType");
  return type;
}

function showContact(call: Call): Response {
  const [admin] = call.org.store.users.keys();
  const userId = settingOf(call, contactType(call))?.userId ?? admin;
  return Response.json({ userId, _links: { user: { href: `${call.org.orgUrl}/api/v1/users/${userId}` } } });
}

const operations: readonly Operation[] = [
  { ...READ, method: "GET", path: `${ORG}/preferences`, handle: showPreferences },
  ...(["hideEndUserFooter", "showEndUserFooter"] as const).map((step) =>
    switchOperation(
      `preferences/${step}`,
      (call) => setSetting(call, "preferences", { showEndUserFooter: step === "showEndUserFooter" }),
      showPreferences,
    ),
  ),
  { ...READ, method: "GET", path: `${ORG}/privacy/oktaCommunication`, handle: showCommunication },
  ...(["optIn", "optOut"] as const).map((step) =>
    switchOperation(
      `privacy/oktaCommunication/${step}`,
      (call) => setSetting(call, "communication", { optOutEmailUsers: step === "optOut" }),
      showCommunication,
    ),
  ),
  { ...READ, method: "GET", path: `${ORG}/privacy/oktaSupport`, handle: showSupport },
  support("grant", true),
  support("extend", true),
  support("revoke", false),
  {
    ...READ,
    method: "GET",
    path: `${ORG}/contacts`,
    handle: ({ org }) =>
      Response.json(
        CONTACTS.map((type) => ({
          contactType: type,
          _links: { [type.toLowerCase()]: { href: `${org.orgUrl}${ORG}/contacts/${type}` } },
        })),
      ),
  },
  { ...READ, method: "GET", path: `${ORG}/contacts/{contactType}`, handle: showContact },
  {
    ...MANAGE,
    method: "PUT",
    path: `${ORG}/contacts/{contactType}`,
    async handle(call) {
      const type = contactType(call);
      const { userId } = await readBody(call);
      if (typeof userId !== "string") throw validation("userId", "userId: The field cannot be left blank");
      setSetting(call, type, { userId: findUser(call.org, userId).id });
      return showContact(call);
    },
  },
];

const SETTING = { scope: "okta.orgs", resource: "org", bucket: "org" } as const;

const settings = [
  defineSingleton({
    ...SETTING,
    key: "thirdPartyAdmin",
    path: `${ORG}/orgSettings/thirdPartyAdminSetting`,
    methods: ["POST"],
    fields: { thirdPartyAdmin: flag(false) },
    initial: { thirdPartyAdmin: false },
  }),
  defineSingleton({
    ...SETTING,
    key: "autoAssignAdminApp",
    path: `${ORG}/settings/autoAssignAdminAppSetting`,
    methods: ["POST"],
    fields: { autoAssignAdminAppSetting: flag(true) },
    initial: { autoAssignAdminAppSetting: true },
  }),
  defineSingleton({
    ...SETTING,
    key: "clientPrivileges",
    path: `${ORG}/settings/clientPrivilegesSetting`,
    fields: { clientPrivilegesSetting: flag(false) },
    initial: { clientPrivilegesSetting: false },
  }),
];

const FEATURES = [
  ["Custom admin roles for hooks", "EA", "DISABLED"],
  ["Device assurance grace period", "EA", "ENABLED"],
  ["Passkey autofill", "BETA", "DISABLED"],
] as const;

/** The features that an admin can switch, with IDs that stay the same. */
function listFeatures(call: Call): readonly Record<string, unknown>[] {
  const { orgUrl } = call.org;
  return FEATURES.map(([name, value, byDefault], place) => {
    const id = `ftr${String(place).padStart(17, "0")}`;
    const status = mapOf(call.org, "features").get(id)?.status ?? byDefault;
    const self = `${orgUrl}/api/v1/features/${id}`;
    const step = status === "ENABLED" ? "disable" : "enable";
    return {
      id,
      type: "self-service",
      status,
      name,
      description: name,
      stage: { value, ...(value === "BETA" && { state: "OPEN" }) },
      _links: {
        self: { href: self },
        dependents: { href: `${self}/dependents` },
        dependencies: { href: `${self}/dependencies` },
        [step]: { href: `${self}/${step}`, hints: { allow: ["POST"] } },
      },
    };
  });
}

function findFeature(call: Call): Record<string, unknown> {
  const id = call.params.featureId ?? "";
  const feature = listFeatures(call).find((one) => one.id === id);
  if (!feature) throw notFound(id, "Feature");
  return feature;
}

const READ_FEATURES = { ...READ, scope: "okta.features.read", bucket: "features", method: "GET" } as const;

const featureOperations: readonly Operation[] = [
  { ...READ_FEATURES, path: "/api/v1/features", handle: (call) => Response.json(listFeatures(call)) },
  { ...READ_FEATURES, path: "/api/v1/features/{featureId}", handle: (call) => Response.json(findFeature(call)) },
  ...["dependents", "dependencies"].map(
    (end): Operation => ({
      ...READ_FEATURES,
      path: `/api/v1/features/{featureId}/${end}`,
      handle(call) {
        findFeature(call);
        return Response.json([]);
      },
    }),
  ),
  {
    ...MANAGE,
    scope: "okta.features.manage",
    bucket: "features",
    method: "POST",
    path: "/api/v1/features/{featureId}/{lifecycle}",
    handle(call) {
      const { id } = findFeature(call);
      const { lifecycle = "" } = call.params;
      if (!["enable", "disable"].includes(lifecycle.toLowerCase()))
        throw validation("lifecycle", "lifecycle: It must be ENABLE or DISABLE");
      const status = lifecycle.toLowerCase() === "enable" ? "ENABLED" : "DISABLED";
      mapOf(call.org, "features").set(String(id), { id: String(id), status });
      return Response.json(findFeature(call));
    },
  },
];

const NOTIFICATIONS = [
  "AD_AGENT",
  "AGENT_AUTO_UPDATE_NOTIFICATION",
  "AGENT_AUTO_UPDATE_NOTIFICATION_LDAP",
  "APP_IMPORT",
  "CONNECTOR_AGENT",
  "IWA_AGENT",
  "LDAP_AGENT",
  "OKTA_ANNOUNCEMENT",
  "OKTA_UPDATE",
  "RATELIMIT_NOTIFICATION",
  "REPORT_SUSPICIOUS_ACTIVITY",
  "USER_DEPROVISION",
  "USER_LOCKED_OUT",
];
const SUBSCRIBERS = [
  { path: "/api/v1/roles/{roleRef}/subscriptions", param: "roleRef", scope: "okta.roles", resource: "roles" },
  { path: "/api/v1/users/{userId}/subscriptions", param: "userId", scope: "okta.users", resource: "users" },
] as const;

const subscriptionOperations = SUBSCRIBERS.flatMap(({ path, param, scope, resource }): Operation[] => {
  const read = { scope: `${scope}.read`, permission: { resource, access: "read" }, bucket: "subscriptions" } as const;
  const manage = {
    scope: `${scope}.manage`,
    permission: { resource, access: "manage" },
    bucket: "subscriptions",
  } as const;
  const ownerOf = (call: Call) =>
    param === "userId" ? findUser(call.org, call.params.userId ?? "").id : (call.params.roleRef ?? "");
  const show = (call: Call, owner: string, notificationType: string) => {
    const status = mapOf(call.org, "subscriptions").get(`${owner}/${notificationType}`)?.status ?? "unsubscribed";
    const self = `${call.org.orgUrl}${path.replace(`{${param}}`, owner)}/${notificationType}`;
    const step = status === "subscribed" ? "unsubscribe" : "subscribe";
    return {
      notificationType,
      channels: ["email"],
      status,
      _links: { self: { href: self }, [step]: { href: `${self}/${step}`, hints: { allow: ["POST"] } } },
    };
  };
  const typeOf = ({ params }: Call) => {
    const type = params.notificationType ?? "";
    if (!NOTIFICATIONS.includes(type)) throw notFound(type, "NotificationType");
    return type;
  };
  return [
    {
      ...read,
      method: "GET",
      path,
      handle(call) {
        const owner = ownerOf(call);
        return Response.json(NOTIFICATIONS.map((type) => show(call, owner, type)));
      },
    },
    {
      ...read,
      method: "GET",
      path: `${path}/{notificationType}`,
      handle: (call) => Response.json(show(call, ownerOf(call), typeOf(call))),
    },
    ...(["subscribe", "unsubscribe"] as const).map(
      (step): Operation => ({
        ...manage,
        method: "POST",
        path: `${path}/{notificationType}/${step}`,
        handle(call) {
          const id = `${ownerOf(call)}/${typeOf(call)}`;
          mapOf(call.org, "subscriptions").set(id, { id, status: `${step}d` });
          return new Response(null, { status: 200 });
        },
      }),
    ),
  ];
});

/** The org's preferences, contacts, support access, features and notifications. */
export const orgSettings: ResourceDeclaration = {
  operations: [
    ...operations,
    ...settings.flatMap((setting) => setting.operations),
    ...featureOperations,
    ...subscriptionOperations,
  ],
};
