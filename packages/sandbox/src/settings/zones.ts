import type { Call, Operation, Org } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import { answerList } from "../lists/list.ts";
import type { SearchRules } from "../lists/search-rules.ts";
import { isoDate } from "../org/clock.ts";
import type { Definition } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import type { Permission } from "../org/roles.ts";

const READ: Permission = { resource: "policies", access: "read" };

const MANAGE = {
  scope: "okta.networkZones.manage",
  permission: { resource: "policies", access: "manage" },
  bucket: "zones",
} as const;

const FILTER: SearchRules = {
  attributes: { id: ["eq"], usage: ["eq"], system: ["eq"] },
  allowsNot: false,
};

/** The operations on network zones. */
export const zoneOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/zones",
    scope: "okta.networkZones.read",
    permission: READ,
    bucket: "zones",
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
    method: "GET",
    path: "/api/v1/zones/{zoneId}",
    scope: "okta.networkZones.read",
    permission: READ,
    bucket: "zones",
    handle({ org, params }) {
      const id = params.zoneId ?? "";
      const zone = org.store.zones.get(id);
      if (!zone) throw notFound(id, "NetworkZone");
      return Response.json(showZone(zone, org));
    },
  },
  { ...MANAGE, method: "POST", path: "/api/v1/zones", handle: createZone },
  { ...MANAGE, method: "PUT", path: "/api/v1/zones/{zoneId}", handle: replaceZone },
];

async function createZone(call: Call): Promise<Response> {
  const { org } = call;
  const body = await readZone(call);
  const now = isoDate(org.now());
  const zone: Definition = {
    usage: "POLICY",
    ...body,
    id: oktaId("nzo", org.random),
    status: "ACTIVE",
    system: false,
    created: now,
    lastUpdated: now,
  };
  org.store.zones.set(zone.id, zone);
  return Response.json(showZone(zone, org));
}

async function replaceZone(call: Call): Promise<Response> {
  const { org, params } = call;
  const zone = org.store.zones.get(params.zoneId ?? "");
  if (!zone) throw notFound(params.zoneId ?? "", "NetworkZone");
  const body = await readZone(call, zone);
  const { id, status, created, system, usage } = zone;
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
  return { gateways: null, proxies: null, ...body, type };
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
