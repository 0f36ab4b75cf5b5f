import type { ResourceDeclaration } from "../../api/resource.ts";
import { list, oneOf, required } from "../../collections/fields.ts";
import { defineSingleton } from "../../collections/singleton.ts";
import { validation } from "../../org/okta-error.ts";

/** What the org does about addresses that attack. */
export const threatInsight: ResourceDeclaration = defineSingleton({
  key: "threatInsight",
  path: "/api/v1/threats/configuration",
  scope: "okta.threatInsights",
  resource: "policies",
  methods: ["POST"],
  isPartial: false,
  fields: { action: required(oneOf("none", "audit", "block")), excludeZones: list },
  initial: {
    action: "none",
    excludeZones: [],
    created: "2025-01-06T09:00:00.000Z",
    lastUpdated: "2025-01-06T09:00:00.000Z",
  },
  check({ excludeZones }, { org }) {
    const unknown = (excludeZones as readonly unknown[]).find((id) => !org.store.zones.has(String(id)));
    if (unknown !== undefined) throw validation("excludeZones", `excludeZones: The zone ${unknown} does not exist`);
  },
  show: (settings, { org }) => ({
    ...settings,
    _links: { self: { href: `${org.orgUrl}/api/v1/threats/configuration`, hints: { allow: ["GET", "POST"] } } },
  }),
});
