import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { optionalText, text } from "../../collections/fields.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { orgId } from "../../org/org-ids.ts";

const PATH = "/api/v1/iam/governance";
const ACCESS: Access = { scope: "okta.roles", resource: "roles", bucket: "iam" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

/** The bundles of admin roles that users can request. */
const bundles: Collection = defineCollection({
  key: "governanceBundles",
  path: `${PATH}/bundles`,
  param: "bundleId",
  kind: "GovernanceBundle",
  idPrefix: "enb",
  scope: "okta.roles",
  resource: "roles",
  bucket: "iam",
  times: undefined,
  list: { wrap: "bundles" },
  fields: { name: text, description: optionalText },
  unique: ["name"],
  check(_draft, { body, before }) {
    const sent = body.entitlements ?? before?._entitlements ?? [];
    if (!Array.isArray(sent) || !sent.every((one) => isObject(one) && typeof one.role === "string"))
      throw validation("entitlements", "entitlements: Each entitlement must name a role");
    return { _entitlements: sent };
  },
  make: () => ({ status: "ACTIVE" }),
  show: ({ id }, { org }) => ({
    orn: `orn:okta:governance:${orgId(org.store)}:entitlement-bundles:${id}`,
  }),
  allow: ["GET", "PUT", "DELETE"],
});

interface Entitlement {
  readonly role: string;
  readonly targets?: readonly string[];
  readonly resourceSets?: readonly string[];
}

function entitlementsOf(call: Call): readonly (Entitlement & { readonly id: string })[] {
  const { id, _entitlements } = bundles.find(call);
  return (_entitlements as readonly Entitlement[]).map((one, place) => ({ ...one, id: `${id}-${place}` }));
}

const entitlements: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${PATH}/bundles/{bundleId}/entitlements`,
    handle: (call) =>
      Response.json({
        entitlements: entitlementsOf(call).map(({ id, role }) => ({ id, name: role, description: role, role })),
        _links: { self: { href: call.org.orgUrl + call.url.pathname } },
      }),
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/bundles/{bundleId}/entitlements/{entitlementId}/values`,
    handle(call) {
      const wanted = call.params.entitlementId ?? "";
      const found = entitlementsOf(call).find(({ id }) => id === wanted);
      if (!found) throw notFound(wanted, "BundleEntitlement");
      const values = [...(found.targets ?? []), ...(found.resourceSets ?? [])];
      return Response.json({
        entitlementValues: values.map((value, place) => ({ id: `${wanted}-${place}`, name: value, value })),
        _links: { self: { href: call.org.orgUrl + call.url.pathname } },
      });
    },
  },
];

const optInOf = ({ org }: Call) =>
  org.store.resources.get("governanceOptIn")?.get("status")?.optInStatus ?? "OPTED_OUT";

function switchOptIn(call: Call, optInStatus: string): Response {
  call.org.store.resources.set("governanceOptIn", new Map([["status", { id: "status", optInStatus }]]));
  return showOptIn(call);
}

const showOptIn = (call: Call) =>
  Response.json({
    optInStatus: optInOf(call),
    _links: { self: { href: `${call.org.orgUrl}${PATH}/optIn` } },
  });

/** Governance bundles, their entitlements, and whether the org governs its admins. */
export const governanceBundles: ResourceDeclaration = {
  operations: [
    ...bundles.operations,
    ...entitlements,
    { ...READ, method: "GET", path: `${PATH}/optIn`, handle: showOptIn },
    { ...MANAGE, method: "POST", path: `${PATH}/optIn`, handle: (call) => switchOptIn(call, "OPTED_IN") },
    { ...MANAGE, method: "POST", path: `${PATH}/optOut`, handle: (call) => switchOptIn(call, "OPTED_OUT") },
  ],
};
