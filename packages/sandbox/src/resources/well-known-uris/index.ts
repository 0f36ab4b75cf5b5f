import { gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import type { Parent } from "../../collections/collection.ts";
import { defineSingleton } from "../../collections/singleton.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/api/v1/brands/{brandId}/well-known-uris";
const READ = gate({ scope: "okta.brands", resource: "org", bucket: "brands" }, "read");

/** The documents that a brand's domain serves under `/.well-known/`. */
const NAMES = ["apple-app-site-association", "assetlinks.json", "webauthn"];

const brandOf = ({ org, params }: Call) => {
  const { brandId = "" } = params;
  if (!org.store.resources.get("brands")?.has(brandId)) throw notFound(brandId, "Brand");
  return brandId;
};

const uri: Parent = {
  keyOf(call) {
    const brandId = brandOf(call);
    const { path = "" } = call.params;
    if (!NAMES.includes(path)) throw notFound(path, "WellKnownURI");
    return `${brandId}/${path}`;
  },
};

const customized = defineSingleton({
  key: "wellKnownUris",
  path: `${PATH}/{path}/customized`,
  scope: "okta.brands",
  resource: "org",
  bucket: "brands",
  parent: uri,
  fields: { representation: { required: true } },
  initial: { representation: {} },
  check({ representation }, { params }) {
    // A list of statements, where the others are objects.
    if (params.path === "assetlinks.json" ? !Array.isArray(representation) : typeof representation !== "object")
      throw validation("representation", "representation: The field has an invalid value");
  },
  show: (settings, { org, params }) => show(settings, `${org.orgUrl}${selfOf(params)}/customized`),
});

const selfOf = ({ brandId, path }: Call["params"]) => `${PATH.replace("{brandId}", String(brandId))}/${path}`;

const show = (settings: Readonly<Record<string, unknown>>, href: string) => ({
  ...settings,
  _links: { self: { href } },
});

const reads: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PATH,
    handle(call) {
      const brandId = brandOf(call);
      const self = call.org.orgUrl + PATH.replace("{brandId}", brandId);
      return Response.json({
        _links: {
          self: { href: self },
          ...Object.fromEntries(NAMES.map((name) => [name, { href: `${self}/${name}` }])),
        },
        _embedded: Object.fromEntries(
          NAMES.map((name) => [name, customized.read(call.org.store, `${brandId}/${name}`)]),
        ),
      });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/{path}`,
    handle(call) {
      const settings = customized.read(call.org.store, uri.keyOf(call));
      const self = call.org.orgUrl + selfOf(call.params);
      return Response.json({
        ...settings,
        _links: { self: { href: self }, customized: { href: `${self}/customized` } },
      });
    },
  },
];

/** The well-known documents of brands. */
export const wellKnownUris: ResourceDeclaration = { operations: [...reads, ...customized.operations] };
