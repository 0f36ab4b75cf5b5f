import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { flag } from "../../collections/fields.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { defineSingleton } from "../../collections/singleton.ts";
import { findUser } from "../../directory/user.ts";
import { isoDate } from "../../org/clock.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const ACCESS: Access = { scope: "okta.orgs", resource: "org", bucket: "org" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");
const ORG = "/api/v1/org";

const settingOf = (call: Call, name: string): Readonly<Record<string, unknown>> | undefined =>
  resourceMap(call.org, "orgSettings").get(name);

const setSetting = (call: Call, name: string, value: Readonly<Record<string, unknown>>) =>
  resourceMap(call.org, "orgSettings").set(name, { ...value, id: name });

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
    showSupport,
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

/** The org's preferences, contacts and support access. */
export const orgSettings: ResourceDeclaration = {
  operations: [...operations, ...settings.flatMap((setting) => setting.operations)],
};
