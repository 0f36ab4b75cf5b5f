import type { Operation, Org } from "../api/operation.ts";
import { answerList } from "../lists/list.ts";
import type { SearchRules } from "../lists/search-rules.ts";
import type { Definition } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";

const READ: Permission = { resource: "policies", access: "read" };

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
];

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
