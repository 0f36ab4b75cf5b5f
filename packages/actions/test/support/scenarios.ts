import type { Store, User, UserStatus } from "@okta-edge/sandbox";

/** An org to act in. */
export interface Scene {
  readonly store: Store;
  user(status?: UserStatus): User;
  /** A user of a name. */
  named(login: string): User;
  groupId(name: string): string;
  appId(label: string): string;
  /** Lets time pass in the org. */
  wait(seconds: number): void;
  /** Calls an action first; gives what it answers. */
  first(id: string, input: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
}

type Input = Readonly<Record<string, unknown>>;

/** Makes the input of an action that succeeds, after what has to come before it. */
export type Scenario = (scene: Scene) => Input | Promise<Input>;

const ADA = "ada.lovelace@example.com";
const GRACE = "grace.hopper@example.com";

const onUser =
  (status: UserStatus = "ACTIVE", more: Input = {}): Scenario =>
  (scene) => ({ userId: scene.user(status).id, ...more });

const onGroup =
  (name: string, more: Input = {}): Scenario =>
  (scene) => ({ groupId: scene.groupId(name), ...more });

const onApp =
  (label: string, more: Input = {}): Scenario =>
  (scene) => ({ appId: scene.appId(label), ...more });

const onDevice =
  (status: string): Scenario =>
  ({ store }) => ({ deviceId: [...store.devices.values()].find((device) => device.status === status)?.id });

const rule = (scene: Scene, name: string) => ({
  type: "group_rule",
  name,
  conditions: { expression: { type: "urn:okta:expression:1.0", value: 'user.department=="Astronomy"' } },
  actions: { assignUserToGroups: { groupIds: [scene.groupId("Engineering")] } },
});

const makeRule = async (scene: Scene) => (await scene.first("groupRules.create", { body: rule(scene, "Made") })).id;

const bookmark = (label: string) => ({
  name: "bookmark",
  label,
  signOnMode: "BOOKMARK",
  settings: { app: { requestIntegration: false, url: "https://atlas.example.com" } },
});

const sms = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+15554151337" } };

/** A user without a phone, who has just enrolled one. */
async function enrolled(scene: Scene) {
  const userId = scene.user("STAGED").id;
  const { id } = await scene
    .first("users.activate", { userId, sendEmail: false })
    .then(() => scene.first("factors.enroll", { userId, body: sms }));
  const factor = scene.store.factors.get(String(id));
  return { userId, factorId: String(id), passCode: factor?.passCode };
}

async function withPassword(scene: Scene) {
  const { id } = await scene.first("users.create", {
    activate: true,
    body: {
      profile: { login: "vera@example.com", email: "vera@example.com", firstName: "Vera", lastName: "Rubin" },
      credentials: {
        password: { value: "Galaxy-Rotation-9" },
        recovery_question: { question: "Which curve?", answer: "The flat one" },
      },
    },
  });
  return String(id);
}

const assigned = async (scene: Scene) => {
  const appId = scene.appId("Travel Desk");
  const userId = scene.user().id;
  await scene.first("apps.assignUser", { appId, body: { id: userId, scope: "USER" } });
  return { appId, userId };
};

const policyOf = ({ store }: Scene, type: string) =>
  [...store.policies.values()].find((policy) => policy.type === type)?.id;

const policyRule = (name: string) => ({
  type: "SIGN_ON",
  name,
  conditions: { network: { connection: "ANYWHERE" } },
  actions: { signon: { access: "ALLOW", requireFactor: false } },
});

async function withPolicyRule(scene: Scene) {
  const policyId = policyOf(scene, "OKTA_SIGN_ON");
  const { id } = await scene.first("policies.createRule", { policyId, body: policyRule("Offices only") });
  return { policyId, ruleId: id };
}

async function withRole(scene: Scene) {
  const groupId = scene.groupId("Support");
  await scene.first("groups.assignRole", { groupId, body: { type: "HELP_DESK_ADMIN" } });
  return groupId;
}

const zone = {
  type: "IP",
  name: "Attackers",
  usage: "BLOCKLIST",
  gateways: [{ type: "CIDR", value: "198.51.100.0/24" }],
};

const onHook: Scenario = ({ store }) => ({ eventHookId: store.eventHooks.keys().next().value });

/** For each action: input that an org accepts. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "users.list": () => ({ limit: 5 }),
  "users.get": () => ({ userId: ADA }),
  "users.create": ({ groupId }) => ({
    activate: true,
    body: {
      profile: { login: "vera@example.com", email: "vera@example.com", firstName: "Vera", lastName: "Rubin" },
      groupIds: [groupId("Engineering")],
    },
  }),
  "users.update": () => ({ userId: GRACE, body: { profile: { title: "Director" } } }),
  "users.replace": () => ({
    userId: GRACE,
    body: { profile: { login: GRACE, email: GRACE, firstName: "Grace", lastName: "Hopper" } },
  }),
  "users.delete": onUser("DEPROVISIONED"),
  "users.activate": onUser("STAGED", { sendEmail: false }),
  "users.reactivate": onUser("PROVISIONED", { sendEmail: false }),
  "users.deactivate": onUser(),
  "users.suspend": onUser(),
  "users.unsuspend": onUser("SUSPENDED"),
  "users.unlock": onUser("LOCKED_OUT"),
  "users.expirePassword": onUser(),
  "users.expirePasswordWithTempPassword": onUser(),
  "users.resetPassword": onUser("ACTIVE", { sendEmail: false }),
  "users.resetFactors": onUser(),
  "users.forgotPassword": async (scene) => ({ userId: await withPassword(scene), sendEmail: false }),
  "users.changePassword": async (scene) => ({
    userId: await withPassword(scene),
    body: { oldPassword: { value: "Galaxy-Rotation-9" }, newPassword: { value: "Dark-Matter-2026" } },
  }),
  "users.changeRecoveryQuestion": async (scene) => ({
    userId: await withPassword(scene),
    body: {
      password: { value: "Galaxy-Rotation-9" },
      recovery_question: { question: "Which matter?", answer: "The dark one" },
    },
  }),
  "users.listGroups": () => ({ userId: ADA }),
  "users.listAppLinks": () => ({ userId: ADA }),
  "users.clearSessions": () => ({ userId: ADA, oauthTokens: true }),
  "users.listRoles": () => ({ userId: ADA }),
  "users.getRole": ({ store, named }) => ({
    userId: ADA,
    roleAssignmentId: [...store.roleAssignments.values()].find(({ userId }) => userId === named(ADA).id)?.id,
  }),
  "users.assignRole": ({ store, user }) => {
    const admins = new Set([...store.roleAssignments.values()].map(({ userId }) => userId));
    const plain = [...store.users.values()].find(({ id, status }) => status === "ACTIVE" && !admins.has(id));
    return { userId: plain?.id ?? user().id, body: { type: "HELP_DESK_ADMIN" } };
  },
  "users.unassignRole": ({ store }) => {
    const last = [...store.roleAssignments.values()].at(-1);
    return { userId: last?.userId, roleAssignmentId: last?.id };
  },
  "users.listGrants": ({ store }) => ({ userId: [...store.grants.values()][0]?.userId }),
  "users.revokeGrant": ({ store }) => {
    const grant = [...store.grants.values()][0];
    return { userId: grant?.userId, grantId: grant?.id };
  },
  "users.revokeGrants": ({ store }) => ({ userId: [...store.grants.values()][0]?.userId }),
  "factors.list": () => ({ userId: ADA }),
  "factors.catalog": () => ({ userId: ADA }),
  "factors.get": ({ store }) => {
    const factor = [...store.factors.values()][0];
    return { userId: factor?.userId, factorId: factor?.id };
  },
  "factors.enroll": onUser("PROVISIONED", { body: sms }),
  "factors.activate": async (scene) => {
    const { passCode, ...path } = await enrolled(scene);
    return { ...path, body: { passCode } };
  },
  "factors.resend": async (scene) => {
    const { passCode, ...path } = await enrolled(scene);
    // Okta sends no second message within half a minute.
    scene.wait(31);
    return { ...path, body: sms };
  },
  "factors.verify": ({ store }) => {
    const factor = [...store.factors.values()].find(({ factorType }) => factorType === "sms");
    return { userId: factor?.userId, factorId: factor?.id };
  },
  "factors.getTransaction": async (scene) => {
    const push = [...scene.store.factors.values()].find(({ factorType }) => factorType === "push");
    const path = { userId: push?.userId, factorId: push?.id };
    const { _links } = await scene.first("factors.verify", path);
    const { poll } = _links as { readonly poll: { readonly href: string } };
    return { ...path, transactionId: poll.href.split("/").at(-1) };
  },
  "factors.unenroll": ({ store }) => {
    const factor = [...store.factors.values()][0];
    return { userId: factor?.userId, factorId: factor?.id };
  },
  "groups.list": () => ({ q: "Eng" }),
  "groups.get": onGroup("Engineering"),
  "groups.create": () => ({ body: { profile: { name: "Astronomy", description: "Looks up" } } }),
  "groups.replace": onGroup("Engineering", { body: { profile: { name: "Astronomy", description: "Looks up" } } }),
  "groups.delete": onGroup("Contractors"),
  "groups.listMembers": onGroup("Engineering"),
  "groups.addMember": (scene) => ({ groupId: scene.groupId("Contractors"), userId: scene.user().id }),
  "groups.removeMember": (scene) => ({ groupId: scene.groupId("Engineering"), userId: scene.named(ADA).id }),
  "groups.listApps": onGroup("Engineering"),
  "groups.listOwners": async (scene) => {
    const groupId = scene.groupId("Engineering");
    await scene.first("groups.addOwner", { groupId, body: { id: scene.user().id, type: "USER" } });
    return { groupId };
  },
  "groups.addOwner": (scene) => ({
    groupId: scene.groupId("Engineering"),
    body: { id: scene.named(GRACE).id, type: "USER" },
  }),
  "groups.removeOwner": async (scene) => {
    const path = { groupId: scene.groupId("Design"), ownerId: scene.named(GRACE).id };
    await scene.first("groups.addOwner", { groupId: path.groupId, body: { id: path.ownerId, type: "USER" } });
    return path;
  },
  "groupRules.list": async (scene) => {
    await makeRule(scene);
    return {};
  },
  "groupRules.get": async (scene) => ({ ruleId: await makeRule(scene) }),
  "groupRules.create": (scene) => ({ body: rule(scene, "Astronomers") }),
  "groupRules.replace": async (scene) => ({ ruleId: await makeRule(scene), body: rule(scene, "Renamed") }),
  "groupRules.activate": async (scene) => ({ ruleId: await makeRule(scene) }),
  "groupRules.deactivate": async (scene) => {
    const ruleId = await makeRule(scene);
    await scene.first("groupRules.activate", { ruleId });
    return { ruleId };
  },
  "groupRules.delete": async (scene) => ({ ruleId: await makeRule(scene) }),
  "apps.list": () => ({ limit: 200 }),
  "apps.get": onApp("Slack"),
  "apps.create": () => ({ body: bookmark("Star atlas") }),
  "apps.replace": onApp("Staff Handbook", { body: bookmark("Star atlas") }),
  "apps.delete": onApp("Old Wiki"),
  "apps.activate": onApp("Old Wiki"),
  "apps.deactivate": onApp("Slack"),
  "apps.listUsers": onApp("Slack"),
  "apps.getUser": assigned,
  "apps.assignUser": (scene) => ({
    appId: scene.appId("Travel Desk"),
    body: { id: scene.user().id, scope: "USER", credentials: { userName: GRACE } },
  }),
  "apps.updateUser": async (scene) => ({ ...(await assigned(scene)), body: { credentials: { userName: "ada" } } }),
  "apps.unassignUser": assigned,
  "apps.listGroups": onApp("Zoom"),
  "apps.getGroup": ({ store, appId }) => ({
    appId: appId("Zoom"),
    groupId: store.apps.get(appId("Zoom"))?.groups.keys().next().value,
  }),
  "apps.assignGroup": (scene) => ({ appId: scene.appId("Travel Desk"), groupId: scene.groupId("Sales"), body: {} }),
  "apps.unassignGroup": ({ store, appId }) => ({
    appId: appId("Zoom"),
    groupId: store.apps.get(appId("Zoom"))?.groups.keys().next().value,
  }),
  "devices.list": () => ({}),
  "devices.get": onDevice("ACTIVE"),
  "devices.listUsers": onDevice("ACTIVE"),
  "devices.activate": onDevice("DEACTIVATED"),
  "devices.deactivate": onDevice("ACTIVE"),
  "devices.suspend": onDevice("ACTIVE"),
  "devices.unsuspend": onDevice("SUSPENDED"),
  "devices.delete": onDevice("DEACTIVATED"),
  "logs.list": () => ({ limit: 100 }),
  "org.get": () => ({}),
  "sessions.get": ({ store }) => ({ sessionId: store.sessions.keys().next().value }),
  "sessions.revoke": ({ store }) => ({ sessionId: store.sessions.keys().next().value }),
  "policies.list": () => ({ type: "OKTA_SIGN_ON" }),
  "policies.get": ({ store }) => ({ policyId: store.policies.keys().next().value }),
  "zones.list": () => ({}),
  "zones.get": ({ store }) => ({ zoneId: store.zones.keys().next().value }),
  "users.listBlocks": onUser("LOCKED_OUT"),
  "users.listDevices": ({ store }) => ({
    userId: [...store.devices.values()].find(({ userIds }) => userIds[0])?.userIds[0],
  }),
  "users.listClients": ({ store }) => ({ userId: [...store.grants.values()][0]?.userId }),
  "users.revokeClientTokens": ({ store }) => {
    const grant = [...store.grants.values()][0];
    return { userId: grant?.userId, clientId: grant?.clientId };
  },
  "users.getRisk": () => ({ userId: ADA }),
  "users.setRisk": async (scene) => {
    await scene.first("users.setRisk", { userId: ADA, body: { riskLevel: "LOW" } });
    return { userId: ADA, body: { riskLevel: "HIGH", riskReason: "Reported by the user" } };
  },
  "users.setManager": (scene) => ({ userId: ADA, relationship: "manager", managerId: scene.named(GRACE).id }),
  "users.listIdps": ({ named }) => {
    named(ADA).provider = { type: "SOCIAL", name: "SOCIAL" };
    return { userId: ADA };
  },
  "authenticatorEnrollments.list": () => ({ userId: ADA }),
  "authenticatorEnrollments.createTac": ({ store }) => ({
    userId: ADA,
    body: { authenticatorId: [...store.authenticators.values()].find(({ key }) => key === "tac")?.id },
  }),
  "authenticatorEnrollments.delete": ({ store }) => {
    const factor = [...store.factors.values()][0];
    return { userId: factor?.userId, enrollmentId: factor?.id };
  },
  "groups.listRoles": async (scene) => ({ groupId: await withRole(scene) }),
  "groups.assignRole": onGroup("Support", { body: { type: "HELP_DESK_ADMIN" } }),
  "groups.unassignRole": async (scene) => {
    const groupId = await withRole(scene);
    return { groupId, roleAssignmentId: [...scene.store.groupRoles.values()][0]?.id };
  },
  "directories.modifyGroup": ({ store, named, groupId }) => {
    const app = [...store.apps.values()][0];
    const group = store.groups.get(groupId("Sales"));
    if (!app || !group) throw new Error("The sandbox is empty.");
    // The seeded org has no directory.
    app.definition = { ...app.definition, name: "active_directory" };
    store.groups.set(group.id, { ...group, type: "APP_GROUP" });
    const parameters = { action: "ADD", attribute: "member", values: [named(ADA).id] };
    return { directoryId: app.id, body: { id: group.id, parameters } };
  },
  "apps.listGroupPush": async (scene) => {
    const appId = scene.appId("Slack");
    const body = { sourceGroupId: scene.groupId("Engineering"), targetGroupName: "Engineering" };
    await scene.first("apps.createGroupPush", { appId, body });
    return { appId };
  },
  "apps.createGroupPush": (scene) => ({
    appId: scene.appId("Slack"),
    body: { sourceGroupId: scene.groupId("Engineering"), targetGroupName: "Engineering" },
  }),
  "apps.assignPolicy": (scene) => ({ appId: scene.appId("Slack"), policyId: policyOf(scene, "ACCESS_POLICY") }),
  "apps.getSchema": onApp("Slack"),
  "org.removeEmailBounces": () => ({ body: { emailAddresses: [ADA] } }),
  "policies.listRules": (scene) => ({ policyId: policyOf(scene, "OKTA_SIGN_ON") }),
  "policies.getRule": async (scene) => await withPolicyRule(scene),
  "policies.createRule": (scene) => ({ policyId: policyOf(scene, "OKTA_SIGN_ON"), body: policyRule("Offices only") }),
  "policies.replaceRule": async (scene) => ({ ...(await withPolicyRule(scene)), body: policyRule("Renamed") }),
  "policies.activateRule": async (scene) => {
    const path = await withPolicyRule(scene);
    await scene.first("policies.deactivateRule", path);
    return path;
  },
  "policies.deactivateRule": async (scene) => await withPolicyRule(scene),
  "policies.simulate": (scene) => ({
    body: [
      {
        appInstance: scene.appId("Slack"),
        policyContext: { user: { id: scene.named(ADA).id }, groups: { ids: [scene.groupId("Everyone")] } },
        policyTypes: ["OKTA_SIGN_ON", "ACCESS_POLICY"],
      },
    ],
  }),
  "policies.listApps": (scene) => ({ policyId: policyOf(scene, "ACCESS_POLICY") }),
  "zones.create": () => ({ body: zone }),
  "zones.replace": async (scene) => {
    const { id } = await scene.first("zones.create", { body: zone });
    return { zoneId: id, body: { ...zone, gateways: [{ type: "CIDR", value: "203.0.113.0/24" }] } };
  },
  "roles.listAssignees": () => ({}),
  "schemas.getUser": () => ({ schemaId: "default" }),
  "userTypes.list": () => ({}),
  "authenticators.list": () => ({}),
  "idps.list": () => ({}),
  "eventHooks.list": () => ({}),
  "eventHooks.create": () => ({
    body: {
      name: "Alarm",
      events: { type: "EVENT_TYPE", items: ["user.account.lock"] },
      channel: { type: "HTTP", version: "1.0.0", config: { uri: "https://alarm.example.com/okta" } },
    },
  }),
  "eventHooks.verify": onHook,
  "eventHooks.activate": onHook,
  "eventHooks.deactivate": onHook,
  "apiTokens.list": () => ({}),
  "apiTokens.revoke": ({ store }) => ({ apiTokenId: store.apiTokens.keys().next().value }),
  "agentPools.list": () => ({}),
  "authorizationServers.list": () => ({}),
  "deviceAssurances.list": () => ({}),
};
