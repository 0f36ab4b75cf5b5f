import { beforeAll, describe, expect, it } from "vitest";
import { type CallInit, call, getToken } from "../support/client.ts";
import { collectionCases } from "../support/collection-cases.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

const SCOPES =
  `agentPools aiAgents apiTokens appGrants apps apps.interclientTrust authenticators authorizationServers behaviors brands captchas customTelephonyProvider deviceAssurance deviceIntegrations
  devicePostureChecks domains emailDomains emailServers
  eventHooks features groups idps inlineHooks linkedObjects logStreams networkZones oauthIntegrations orgs policies principalRateLimits privilegedResources
  profileMappings pushProviders rateLimits realmAssignments realms riskProviders roles schemas securityEventsProviders serviceAccounts serviceAccounts.okta templates threatInsights trustedOrigins
  uischemas userTypes users`
    .trim()
    .split(/\s+/)
    .map((name) => `okta.${name}.manage`)
    .join(" ");

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: SCOPES } });
});

const send = (method: string, path: string, body?: unknown, init?: CallInit) =>
  call(org, token, path, method, { ...(body !== undefined && { body }), ...init });

const CASES = collectionCases((method, path, body) => send(method, path, body));

/** What is sent and never shown. */
const SECRETS = /hook-secret|captcha-secret|58A7C8D6|push-secret|smtp-secret|telephony-secret|app-secret/;

describe.each(Object.entries(CASES))("%s", (_name, one) => {
  it("are created, listed, read, replaced, switched and deleted", async () => {
    const listPath = typeof one.path === "string" ? one.path : await one.path();
    const path = listPath.split("?")[0] ?? "";
    const body = typeof one.body === "function" ? await one.body() : one.body;
    if (one.required) {
      const { [one.required]: _, ...incomplete } = body;
      const refused = await send("POST", path, incomplete);
      expect([refused.status, refused.body?.errorCode], refused.text).toEqual([400, "E0000001"]);
    }
    const made = await send("POST", path, body);
    expect(made.status, made.text).toBe(one.created ?? 200);
    const { id } = made.body;
    const self = `${path}/${id}`;
    const shown = (await send("GET", self)).body;
    expect(shown).toMatchObject({ id });
    const { body: all } = await send("GET", listPath);
    const listed = one.wrap ? all[one.wrap] : all;
    expect(listed.map((item: { id: string }) => item.id)).toContain(id);

    if (one.replace !== false) {
      const { id: _id, _links, created, lastUpdated, status, ...members } = shown;
      const replaced = await send(one.replace ?? "PUT", self, { ...members, ...body, ...one.change });
      expect(replaced.status, replaced.text).toBe(one.replaced ?? 200);
      expect((await send("GET", self)).body).toMatchObject({ id, ...one.change });
    }
    if (one.lifecycle) {
      const before = shown.status;
      const steps = before === "ACTIVE" ? ["deactivate", "activate"] : ["activate", "deactivate"];
      for (const step of steps) {
        expect((await send("POST", `${self}/lifecycle/${step}`)).status, step).toBe(one.lifecycle);
        expect((await send("GET", self)).body.status).toBe(step === "activate" ? "ACTIVE" : "INACTIVE");
      }
    }
    if (one.mustBeInactive) {
      expect((await send("DELETE", self)).status).toBe(400);
      await send("POST", `${self}/lifecycle/deactivate`);
    }
    expect((await send("DELETE", self)).status).toBe(204);
    const gone = await send("GET", self);
    expect([gone.status, gone.body.errorSummary]).toEqual([
      404,
      `Not found: Resource not found: ${id} (${one.readKind ?? one.kind})`,
    ]);
    expect(made.text).not.toMatch(SECRETS);
    expect(JSON.stringify([shown, listed])).not.toMatch(SECRETS);
  });
});
