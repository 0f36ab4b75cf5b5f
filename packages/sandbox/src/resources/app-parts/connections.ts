import { noContent } from "../../api/no-content.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import type { App } from "../../org/model.ts";
import { validation } from "../../org/okta-error.ts";
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
        ...(baseUrl !== undefined && { baseUrl }),
      };
      resourceMap(call.org, "appConnections").set(one.id, kept);
      return showConnection(call, one);
    },
  },
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
