import { beforeAll, expect, it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";

let org: TestOrg;
let token: string;

const NAMES =
  "agentPools appGrants apps brands domains emailDomains groups identitySources idps orgs realmAssignments realms roles users";

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  const scope = NAMES.split(" ").map((name) => `okta.${name}.manage`);
  token = await getToken(org, { form: { scope: scope.join(" ") } });
});

const send = (method: string, path: string, body?: unknown) =>
  call(org, token, path, method, body === undefined ? {} : { body });
const first = async (path: string) => (await send("GET", path)).body[0];
const idOf = async (path: string, body?: unknown): Promise<string> => (await send("POST", path, body)).body.id;
const app = async (q = "Slack") => `/api/v1/apps/${(await first(`/api/v1/apps?q=${q}`)).id}`;

const push = (targetGroupName: string) => ({ sourceGroupId: groupNamed(org, "Engineering").id, targetGroupName });
const claim = (name: string) => ({ name, expression: "user.profile.department" });

async function updates() {
  const { id, type } = await first("/api/v1/agentPools");
  return { path: `/api/v1/agentPools/${id}/updates`, body: { name: "Nightly", agentType: type, notifyAdmin: true } };
}

async function imported(kind: "users" | "groups") {
  const path = (await app()).replace("apps", "identity-sources");
  const session = `${path}/sessions/${await idOf(`${path}/sessions`)}`;
  const profiles = [{ externalId: "x1", profile: { userName: "x1@example.com", displayName: "X" } }];
  if (kind === "users") await send("POST", `${session}/bulk-upsert`, { entityType: "USERS", profiles });
  else await send("POST", `${session}/bulk-groups-upsert`, { profiles });
  await send("POST", `${session}/start-import`);
  return `${path}/${kind}/x1`;
}

/** What real orgs return where Okta's description says another status: by operation, the status and a request for it. */
const RECORDED: Readonly<
  Record<string, readonly [status: number, request: () => Promise<Parameters<typeof send>> | Parameters<typeof send>]>
> = {
  assignAppTargetToAdminRoleForGroup: [
    204,
    async () => {
      const roles = `/api/v1/groups/${groupNamed(org, "Sales").id}/roles`;
      return ["PUT", `${roles}/${await idOf(roles, { type: "APP_ADMIN" })}/targets/catalog/apps/slack`];
    },
  ],
  assignRoleToClient: [
    201,
    () => ["POST", `/oauth2/v1/clients/${org.app.clientId}/roles`, { type: "HELP_DESK_ADMIN" }],
  ],
  createAgentPoolsUpdate: [
    200,
    async () => {
      const { path, body } = await updates();
      return ["POST", path, body];
    },
  ],
  updateAgentPoolsUpdate: [
    200,
    async () => {
      const { path, body } = await updates();
      return ["POST", `${path}/${await idOf(path, body)}`, { ...body, notifyAdmin: false }];
    },
  ],
  createCustomDomain: [201, () => ["POST", "/api/v1/domains", { domain: "id.acme.test" }]],
  createEmailDomain: [
    201,
    async () => {
      const brandId = (await first("/api/v1/brands")).id;
      const body = { displayName: "Mail", userName: "hello", domain: "mail.example.com", brandId };
      return ["POST", "/api/v1/email-domains", body];
    },
  ],
  createGroupPushMapping: [200, async () => ["POST", `${await app()}/group-push/mappings`, push("One")]],
  deleteGroupPushMapping: [
    200,
    async () => {
      const path = `${await app("Zoom")}/group-push/mappings`;
      const self = `${path}/${await idOf(path, push("Two"))}`;
      await send("PATCH", self, { status: "INACTIVE" });
      return ["DELETE", `${self}?deleteTargetGroup=false`];
    },
  ],
  createIdentitySourceSession: [
    201,
    async () => ["POST", `${(await app("Zoom")).replace("apps", "identity-sources")}/sessions`],
  ],
  deleteIdentitySourceUser: [200, async () => ["DELETE", await imported("users")]],
  deleteIdentitySourceGroup: [200, async () => ["DELETE", await imported("groups")]],
  createRealmAssignment: [
    200,
    async () => {
      const realmId = (await first("/api/v1/realms")).id;
      const conditions = { profileSourceId: "0oa1", expression: { value: "true" } };
      const body = { name: "All", priority: 5, conditions, actions: { assignUserToRealm: { realmId } } };
      return ["POST", "/api/v1/realm-assignments", body];
    },
  ],
  deactivateUser: [200, () => ["POST", `/api/v1/users/${userOf(org, "ACTIVE").id}/lifecycle/deactivate`]],
  grantOktaSupport: [200, () => ["POST", "/api/v1/org/privacy/oktaSupport/grant"]],
  extendOktaSupport: [200, () => ["POST", "/api/v1/org/privacy/oktaSupport/extend"]],
  revokeOktaSupport: [200, () => ["POST", "/api/v1/org/privacy/oktaSupport/revoke"]],
  generateIdentityProviderSigningKey: [
    201,
    async () => ["POST", `/api/v1/idps/${(await first("/api/v1/idps")).id}/credentials/keys/generate?validityYears=2`],
  ],
  grantConsentToScope: [
    200,
    async () => ["POST", `${await app("Customer")}/grants`, { scopeId: "okta.users.read", issuer: org.sandbox.orgUrl }],
  ],
  replaceFederatedClaim: [
    200,
    async () => {
      const path = `${await app("Customer")}/federated-claims`;
      return ["PUT", `${path}/${await idOf(path, claim("department"))}`, claim("division")];
    },
  ],
};

it.each(Object.entries(RECORDED))(
  "%s returns the status that real orgs return",
  async (_operation, [status, request]) => {
    const answer = await send(...(await request()));
    expect(answer.status, answer.text).toBe(status);
  },
);
