import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { findApp } from "../../apps/app.ts";
import { type Collection, defineCollection, type Parent } from "../../collections/collection.ts";
import { oneOf, text } from "../../collections/fields.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { orgId } from "../../org/org-ids.ts";
import { oktaId } from "../../org/random.ts";

const ONE = "/api/v1/apps/{appId}";
const app: Parent = { keyOf: (call) => findApp(call.org, call.params.appId ?? "").id };

/** Which apps may request access to which others on behalf of a user. */
const connections: Collection = defineCollection({
  key: "crossAppConnections",
  path: `${ONE}/cwo/connections`,
  param: "connectionId",
  kind: "Connection",
  idPrefix: "con",
  scope: "okta.apps",
  resource: "apps",
  bucket: "apps",
  parent: app,
  created: 201,
  replaceMethod: "PATCH",
  fields: {
    requestingAppInstanceId: { ...text, fixed: true },
    resourceAppInstanceId: { ...text, fixed: true },
    status: { ...oneOf("ACTIVE", "INACTIVE"), byDefault: "ACTIVE" },
  },
  check({ requestingAppInstanceId, resourceAppInstanceId }, { call, before, parentKey }) {
    if (before) return undefined;
    const ids = [requestingAppInstanceId, resourceAppInstanceId];
    for (const id of ids) findApp(call.org, String(id));
    if (!ids.includes(parentKey))
      throw validation(
        "requestingAppInstanceId",
        "requestingAppInstanceId: One of the two apps must be the app itself",
      );
    const isKnown = connections
      .all(call.org.store, parentKey)
      .some((one) => ids[0] === one.requestingAppInstanceId && ids[1] === one.resourceAppInstanceId);
    if (isKnown) throw validation("resourceAppInstanceId", "resourceAppInstanceId: The connection already exists");
    return undefined;
  },
});

/** The claims that an app adds to what it sends to another identity provider. */
const federatedClaims: Collection = defineCollection({
  key: "federatedClaims",
  path: `${ONE}/federated-claims`,
  param: "claimId",
  kind: "FederatedClaim",
  idPrefix: "ofc",
  scope: "okta.apps",
  resource: "apps",
  bucket: "apps",
  parent: app,
  created: 201,
  fields: { name: text, expression: text },
  unique: ["name"],
});

const INTERCLIENT = { resource: "apps", bucket: "apps" } as const;

function mappingsOf({ org }: Pick<Call, "org">): Map<string, Resource> {
  return resourceMap(org, "interclientTrust");
}

const interclientOperation = (
  method: Operation["method"],
  path: string,
  handle: (call: Call, appId: string) => Response | Promise<Response>,
): Operation => {
  const access = method === "GET" ? "read" : "manage";
  return {
    method,
    path: `${ONE}/${path}`,
    scope: `okta.apps.interclientTrust.${access}`,
    permission: { resource: INTERCLIENT.resource, access },
    bucket: INTERCLIENT.bucket,
    handle: (call) => handle(call, app.keyOf(call)),
  };
};

/** Which clients an app trusts with its tokens: each mapping is an entry of both apps' lists. */
const interclientTrust: readonly Operation[] = [
  interclientOperation("GET", "interclient-allowed-apps", (call, appId) =>
    Response.json(
      [...mappingsOf(call).values()]
        .filter(({ appInstanceId }) => appInstanceId === appId)
        .map(({ trustedAppInstanceId }) => trustedAppInstanceId),
    ),
  ),
  interclientOperation("GET", "interclient-target-apps", (call, appId) =>
    Response.json(
      [...mappingsOf(call).values()]
        .filter(({ trustedAppInstanceId }) => trustedAppInstanceId === appId)
        .map(({ appInstanceId }) => appInstanceId),
    ),
  ),
  interclientOperation("POST", "interclient-allowed-apps", async (call, appId) => {
    const { id } = await readBody(call);
    if (typeof id !== "string" || id === "") throw validation("id", "id: The field cannot be left blank");
    const trusted = findApp(call.org, id);
    const key = `${appId}/${trusted.id}`;
    if (trusted.id === appId || mappingsOf(call).has(key)) throw validation("id", "id: The app is already trusted");
    const now = isoDate(call.org.now());
    const mapping: Resource = {
      id: oktaId("itm", call.org.random),
      appInstanceId: appId,
      trustedAppInstanceId: trusted.id,
      orgId: orgId(call.org.store),
      created: now,
      lastUpdated: now,
      lastUpdatedBy: call.app.clientId,
    };
    mappingsOf(call).set(key, mapping);
    return Response.json(mapping, { status: 201 });
  }),
  interclientOperation("DELETE", "interclient-allowed-apps/{allowedAppId}", (call, appId) => {
    const { allowedAppId = "" } = call.params;
    if (!mappingsOf(call).delete(`${appId}/${allowedAppId}`)) throw notFound(allowedAppId, "InterclientTrustMapping");
    return new Response(null, { status: 204 });
  }),
];

/** What connects an app with others: cross-app access, federated claims, trust between clients. */
export const appConnections: ResourceDeclaration = {
  operations: [...connections.operations, ...federatedClaims.operations, ...interclientTrust],
};
