import { noContent } from "../../api/no-content.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import { findApp } from "../../apps/app.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import type { App } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { MANAGE, ONE, own, READ } from "./access.ts";
import { isProvisioned, notProvisioned } from "./provisioning.ts";

const connectionOf = (call: Call, { id }: App) => resourceMap(call.org, "appConnections").get(id);

function showConnection(call: Call, one: App): Response {
  const {
    authScheme = "UNKNOWN",
    status = "DISABLED",
    baseUrl,
    profile,
  } = connectionOf(call, one) ?? ({} as Readonly<Record<string, unknown>>);
  const self = `${call.org.orgUrl}/api/v1/apps/${one.id}/connections/default`;
  const step = status === "ENABLED" ? "deactivate" : "activate";
  return Response.json({
    authScheme,
    status,
    ...(baseUrl !== undefined && { baseUrl }),
    profile: profile ?? { authScheme },
    _links: {
      self: { href: self, hints: { allow: ["POST", "GET"] } },
      [step]: { href: `${self}/lifecycle/${step}`, hints: { allow: ["POST"] } },
    },
  });
}

/** The apps whose connection an admin consents to in a browser. */
const CONSENTED = ["google", "office365", "slack", "zoomus"];

/** The key that an app's connection signs its requests with; made with the connection. */
function showKeys(call: Call): Response {
  const one = own(call);
  const { authScheme, kid } = connectionOf(call, one) ?? { id: one.id };
  if (authScheme !== "OAUTH2") throw validation("authScheme", "The provisioning connection does not use OAuth 2.0.");
  const n = String(kid).repeat(18).slice(0, 342);
  return Response.json({ jwks: { keys: [{ kid, kty: "RSA", alg: "RSA", use: "sig", e: "AQAB", n }] } });
}

/** Ends the consent to a connection: the app sends the admin's browser back with a code. */
function verifyConsent(call: Call): Response {
  const { appName = "", appId = "" } = call.params;
  const one = findApp(call.org, appId);
  if (!CONSENTED.includes(appName) || one.definition.name !== appName) throw notFound(appId, "AppInstance");
  const before = connectionOf(call, one);
  if (before?.authScheme !== "OAUTH2")
    throw validation("authScheme", "The provisioning connection does not use OAuth 2.0.");
  if (!call.url.searchParams.get("code")) throw validation("code", "code: The field cannot be left blank");
  resourceMap(call.org, "appConnections").set(one.id, { ...before, status: "ENABLED" });
  return noContent();
}

const CONNECTION = `${ONE}/connections/default`;

export const connections: readonly Operation[] = [
  { ...READ, method: "GET", path: CONNECTION, handle: (call) => showConnection(call, own(call)) },
  {
    ...MANAGE,
    method: "POST",
    path: CONNECTION,
    async handle(call) {
      const one = own(call);
      const { profile, baseUrl } = await readBody(call);
      if (!isProvisioned(one)) throw notProvisioned();
      const { authScheme, token: _, ...shown } = isObject(profile) ? profile : {};
      if (authScheme !== "TOKEN" && authScheme !== "OAUTH2")
        throw validation("authScheme", "authScheme: The field must be TOKEN or OAUTH2");
      const status = call.url.searchParams.get("activate") === "true" ? "ENABLED" : "DISABLED";
      const kept = {
        id: one.id,
        authScheme,
        status,
        profile: { ...shown, authScheme },
        kid: connectionOf(call, one)?.kid ?? oktaId("", call.org.random),
        ...(baseUrl !== undefined && { baseUrl }),
      };
      resourceMap(call.org, "appConnections").set(one.id, kept);
      return showConnection(call, one);
    },
  },
  { ...READ, method: "GET", path: `${CONNECTION}/jwks`, handle: showKeys },
  { ...MANAGE, method: "POST", path: "/api/v1/apps/{appName}/{appId}/oauth2/callback", handle: verifyConsent },
  ...(["activate", "deactivate"] as const).map(
    (step): Operation => ({
      ...MANAGE,
      method: "POST",
      path: `${CONNECTION}/lifecycle/${step}`,
      handle(call) {
        const one = own(call);
        const before = connectionOf(call, one) ?? { id: one.id };
        resourceMap(call.org, "appConnections").set(one.id, {
          ...before,
          status: step === "activate" ? "ENABLED" : "DISABLED",
        });
        return noContent();
      },
    }),
  ),
];
