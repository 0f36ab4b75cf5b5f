import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation, PublicOperation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { KEYS_PATH } from "../../oauth/discovery.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, OktaError, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

const PATH = "/api/v1/ssf/stream";
const ACCESS: Access = { scope: "ssf", resource: "org", bucket: "ssf" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

const SUPPORTED = ["session-revoked", "credential-change"].map(
  (event) => `https://schemas.openid.net/secevent/caep/event-type/${event}`,
);
const METHODS = ["https://schemas.openid.net/secevent/risc/delivery-method/push", "urn:ietf:rfc:8935"];

function streams({ org }: Pick<Call, "org">): Map<string, Resource> {
  return resourceMap(org, "ssfStreams");
}

/** A client has one stream. */
function find(call: Call): Resource {
  const stream = streams(call).get(call.app.clientId);
  const wanted = call.url.searchParams.get("stream_id") ?? stream?.id ?? call.app.clientId;
  if (stream?.id !== wanted) throw notFound(wanted, "SsfStream");
  return stream;
}

const show = ({ id, ...stream }: Resource, status = 200) => Response.json({ stream_id: id, ...stream }, { status });

async function readStream(call: Call, before?: Resource): Promise<Record<string, unknown>> {
  const sent = await readBody(call);
  const { delivery, events_requested, format = "iss_sub" } = { ...before, ...sent };
  if (!isObject(delivery)) throw validation("delivery", "delivery: The field cannot be left blank");
  if (!METHODS.includes(String(delivery.method)))
    throw validation("delivery.method", `delivery.method: '${delivery.method}' is not one of ${METHODS.join(", ")}`);
  if (!URL.canParse(String(delivery.endpoint_url)))
    throw validation("delivery.endpoint_url", "delivery.endpoint_url: The field must be a URL");
  if (!Array.isArray(events_requested) || events_requested.length === 0)
    throw validation("events_requested", "events_requested: The field cannot be left blank");
  // Okta does not return the header that the receiver is called with.
  const { authorization_header: _, ...shown } = delivery;
  return {
    iss: call.org.orgUrl,
    aud: new URL(String(delivery.endpoint_url)).origin,
    delivery: shown,
    events_supported: SUPPORTED,
    events_requested,
    events_delivered: SUPPORTED.filter((event) => events_requested.includes(event)),
    format,
    min_verification_interval: 0,
  };
}

async function change(call: Call, isPartial: boolean): Promise<Response> {
  const before = find(call);
  const changed: Resource = { id: before.id, ...(await readStream(call, isPartial ? before : undefined)) };
  streams(call).set(call.app.clientId, changed);
  return show(changed);
}

const operations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PATH,
    handle(call) {
      if (call.url.searchParams.has("stream_id")) return show(find(call));
      const stream = streams(call).get(call.app.clientId);
      if (!stream) return Response.json([]);
      const { id, ...members } = stream;
      return Response.json([{ stream_id: id, ...members }]);
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: PATH,
    async handle(call) {
      if (streams(call).has(call.app.clientId))
        throw new OktaError({ status: 409, code: "E0000013", summary: "A stream already exists for this client." });
      const made: Resource = { id: oktaId("esc", call.org.random), ...(await readStream(call)) };
      streams(call).set(call.app.clientId, made);
      return show(made, 201);
    },
  },
  { ...MANAGE, method: "PUT", path: PATH, handle: (call) => change(call, false) },
  { ...MANAGE, method: "PATCH", path: PATH, handle: (call) => change(call, true) },
  {
    ...MANAGE,
    method: "DELETE",
    path: PATH,
    handle(call) {
      find(call);
      streams(call).delete(call.app.clientId);
      return new Response(null, { status: 204 });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/status`,
    handle: (call) => Response.json({ stream_id: find(call).id, status: "enabled" }),
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${PATH}/verification`,
    async handle(call) {
      const { stream_id } = await readBody(call);
      if (typeof stream_id !== "string") throw validation("stream_id", "stream_id: The field cannot be left blank");
      const stream = streams(call).get(call.app.clientId);
      if (stream?.id !== stream_id) throw notFound(stream_id, "SsfStream");
      return new Response(null, { status: 204 });
    },
  },
];

/** What a receiver reads first: where streams are made, and how events are delivered. */
const metadata: PublicOperation = {
  method: "GET",
  path: "/.well-known/ssf-configuration",
  handle: ({ org: { orgUrl } }) =>
    Response.json({
      issuer: orgUrl,
      jwks_uri: orgUrl + KEYS_PATH,
      delivery_methods_supported: METHODS,
      configuration_endpoint: orgUrl + PATH,
      verification_endpoint: `${orgUrl}${PATH}/verification`,
      spec_version: "1_0-ID3",
      authorization_schemes: [{ spec_urn: "urn:ietf:rfc:6749" }],
      default_subjects: "ALL",
    }),
};

/** The stream of security events that the org sends a client (Shared Signals Framework). */
export const ssfStream: ResourceDeclaration = { operations, publicOperations: [metadata] };
