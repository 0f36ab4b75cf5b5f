import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const ACCESS: Access = { scope: "okta.orgs", resource: "org", bucket: "org" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

const FEATURES = [
  ["Custom admin roles for hooks", "EA", "DISABLED"],
  ["Device assurance grace period", "EA", "ENABLED"],
  ["Passkey autofill", "BETA", "DISABLED"],
] as const;

/** The features that an admin can switch, with IDs that stay the same. */
function listFeatures(call: Call): readonly Record<string, unknown>[] {
  const { orgUrl } = call.org;
  return FEATURES.map(([name, value, byDefault], place) => {
    const id = `ftr${String(place).padStart(17, "0")}`;
    const status = resourceMap(call.org, "features").get(id)?.status ?? byDefault;
    const self = `${orgUrl}/api/v1/features/${id}`;
    const step = status === "ENABLED" ? "disable" : "enable";
    return {
      id,
      type: "self-service",
      status,
      name,
      description: name,
      stage: { value, state: "OPEN" },
      _links: {
        self: { href: self },
        helpDoc: { href: "https://help.okta.com/", title: "Okta Help" },
        dependents: { href: `${self}/dependents` },
        dependencies: { href: `${self}/dependencies` },
        [step]: { href: `${self}/${step}`, hints: { allow: ["POST"] } },
      },
    };
  });
}

function findFeature(call: Call): Record<string, unknown> {
  const id = call.params.featureId ?? "";
  const feature = listFeatures(call).find((one) => one.id === id);
  if (!feature) throw notFound(id, "Feature");
  return feature;
}

const READ_FEATURES = { ...READ, scope: "okta.features.read", bucket: "features", method: "GET" } as const;

const featureOperations: readonly Operation[] = [
  { ...READ_FEATURES, path: "/api/v1/features", handle: (call) => Response.json(listFeatures(call)) },
  { ...READ_FEATURES, path: "/api/v1/features/{featureId}", handle: (call) => Response.json(findFeature(call)) },
  ...["dependents", "dependencies"].map(
    (end): Operation => ({
      ...READ_FEATURES,
      path: `/api/v1/features/{featureId}/${end}`,
      handle(call) {
        findFeature(call);
        return Response.json([]);
      },
    }),
  ),
  {
    ...MANAGE,
    scope: "okta.features.manage",
    bucket: "features",
    method: "POST",
    path: "/api/v1/features/{featureId}/{lifecycle}",
    handle(call) {
      const { id } = findFeature(call);
      const { lifecycle = "" } = call.params;
      if (!["enable", "disable"].includes(lifecycle.toLowerCase()))
        throw validation("lifecycle", "lifecycle: It must be ENABLE or DISABLE");
      const status = lifecycle.toLowerCase() === "enable" ? "ENABLED" : "DISABLED";
      resourceMap(call.org, "features").set(String(id), { id: String(id), status });
      return Response.json(findFeature(call));
    },
  },
];

/** The features that an admin can switch. */
export const features: ResourceDeclaration = { operations: featureOperations };
