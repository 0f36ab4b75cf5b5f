import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation, Org } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import { answerList } from "../lists/list.ts";
import type { SearchRules } from "../lists/search-rules.ts";
import { isoDate } from "../org/clock.ts";
import type { Definition } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";

const ACCESS: Access = { scope: "okta.networkZones", resource: "policies", bucket: "zones" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

const FILTER: SearchRules = {
  attributes: { id: ["eq"], usage: ["eq"], system: ["eq"] },
  allowsNot: false,
};

/** The operations on network zones. */
export const zoneOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: "/api/v1/zones",
    handle: ({ org, url }) =>
      answerList(
        { org, url },
        {
          entities: org.store.zones,
          show: (zone) => showZone(zone, org),
          filter: FILTER,
          cursorPrefix: "nzo",
          defaultLimit: 20,
          maxLimit: 200,
        },
      ),
  },
  {
    ...READ,
    method: "GET",
    path: "/api/v1/zones/{zoneId}",
    handle: (call) => Response.json(showZone(findZone(call), call.org)),
  },
  { ...MANAGE, method: "POST", path: "/api/v1/zones", handle: createZone },
  { ...MANAGE, method: "PUT", path: "/api/v1/zones/{zoneId}", handle: replaceZone },
  {
    ...MANAGE,
    method: "DELETE",
    path: "/api/v1/zones/{zoneId}",
    handle(call) {
      const zone = findZone(call);
      if (zone.system === true) throw validation("zone", "A system zone cannot be deleted.");
      call.org.store.zones.delete(zone.id);
      return new Response(null, { status: 204 });
    },
  },
  ...(["activate", "deactivate"] as const).map(
    (step): Operation => ({
      ...MANAGE,
      method: "POST",
      path: `/api/v1/zones/{zoneId}/lifecycle/${step}`,
      handle(call) {
        const { org } = call;
        const zone = findZone(call);
        const status = step === "activate" ? "ACTIVE" : "INACTIVE";
        const changed: Definition = { ...zone, status, lastUpdated: isoDate(org.now()) };
        org.store.zones.set(zone.id, changed);
        return Response.json(showZone(changed, org));
      },
    }),
  ),
];

function findZone({ org, params }: Call): Definition {
  const id = params.zoneId ?? "";
  const zone = org.store.zones.get(id);
  if (!zone) throw notFound(id, "NetworkZone");
  return zone;
}

async function createZone(call: Call): Promise<Response> {
  const { org } = call;
  const { _status, ...body } = await readZone(call);
  const isInactive = _status === "INACTIVE";
  const now = isoDate(org.now());
  const zone: Definition = {
    usage: "POLICY",
    ...body,
    id: oktaId("nzo", org.random),
    status: isInactive ? "INACTIVE" : "ACTIVE",
    system: false,
    created: now,
    lastUpdated: now,
  };
  org.store.zones.set(zone.id, zone);
  return Response.json(showZone(zone, org));
}

async function replaceZone(call: Call): Promise<Response> {
  const { org } = call;
  const zone = findZone(call);
  const { _status, ...body } = await readZone(call, zone);
  const { id, created, system, usage } = zone;
  const status = _status === "INACTIVE" || _status === "ACTIVE" ? _status : zone.status;
  const replaced: Definition = { usage, ...body, id, status, created, system, lastUpdated: isoDate(org.now()) };
  org.store.zones.set(id, replaced);
  return Response.json(showZone(replaced, org));
}

/** Addresses: one, a range with a hyphen, or CIDR. */
const ADDRESS = /^[0-9a-f.:]+(-[0-9a-f.:]+|\/\d{1,3})?$/i;

async function readZone(
  call: Call,
  replaced?: Definition,
): Promise<Record<string, unknown> & { readonly type: string }> {
  const { id, status, created, lastUpdated, system, _links, ...body } = await readBody(call);
  const { name, type, gateways, proxies } = body;
  if (typeof name !== "string" || name === "") throw validation("name", "name: The field cannot be left blank");
  if (typeof type !== "string" || type === "") throw validation("type", "type: The field cannot be left blank");
  if (replaced && replaced.type !== type) throw validation("type", "type: The type of a zone cannot be changed");
  if (type === "IP" && !replaced?.system && !gateways && !proxies)
    throw validation("gateways", "gateways: Either gateways or proxies must be defined");
  for (const range of [gateways, proxies].flat()) {
    const value = isObject(range) ? String(range.value) : "";
    if (range && !ADDRESS.test(value)) throw validation("gateways", `gateways: ${value} is not a valid address`);
  }
  // A dynamic zone lists what it includes and excludes; an IP zone has addresses.
  const isDynamic = type.startsWith("DYNAMIC");
  const lists = (name: string) => ({ include: [], exclude: [], ...(isObject(body[name]) && (body[name] as object)) });
  const added =
    type === "DYNAMIC_V2"
      ? { locations: lists("locations"), asns: lists("asns"), ipServiceCategories: lists("ipServiceCategories") }
      : {};
  return { ...(!isDynamic && { gateways: null, proxies: null }), ...body, ...added, type, _status: status };
}

/** A zone as Okta shows it. */
function showZone(zone: Definition, org: Org): Record<string, unknown> {
  const self = `${org.orgUrl}/api/v1/zones/${zone.id}`;
  const change = zone.status === "ACTIVE" ? "deactivate" : "activate";
  return {
    ...zone,
    _links: {
      self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
      [change]: { href: `${self}/lifecycle/${change}`, hints: { allow: ["POST"] } },
    },
  };
}
