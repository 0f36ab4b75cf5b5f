import { embed } from "../../api/expand.ts";
import { gate } from "../../api/gate.ts";
import type { Call, Operation, Org, PublicOperation } from "../../api/operation.ts";
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
        ...embed(
          call.url,
          Object.fromEntries(
            NAMES.map((name) => [name, () => ({ customized: customized.read(call.org.store, `${brandId}/${name}`) })]),
          ),
          "all",
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
        ...embed(call.url, { customized: () => settings }),
      });
    },
  },
];

/** The apps of Okta's own, which every org vouches for. */
const OKTA_APPS = [
  "B7F62B65BN.com.okta.mobile",
  "B7F62B65BN.com.okta.mobile.auth-service-extension",
  "B7F62B65BN.com.okta.authenticator.beta",
  "B7F62B65BN.com.okta.authenticator.beta.auth-service-extension",
  "7WXXBW6Z2Y.com.okta.mobile.internalrelease",
  "7WXXBW6Z2Y.com.okta.mobile.internalrelease.auth-service-extension",
];

/** What the org's own domain serves: the document of its default brand. */
function contentOf({ store }: Org, name: string): unknown {
  const brand = [...(store.resources.get("brands")?.values() ?? [])].find(({ isDefault }) => isDefault === true);
  const { representation } = customized.read(store, `${brand?.id}/${name}`);
  if (name === "assetlinks.json") return Array.isArray(representation) ? representation : [];
  if (name !== "apple-app-site-association") return representation;
  // Okta Verify needs this part, so Okta adds it to every document.
  return { ...(representation as object), authsrv: { apps: OKTA_APPS } };
}

const documents = NAMES.map(
  (name): PublicOperation => ({
    method: "GET",
    path: `/.well-known/${name}`,
    handle: ({ org }) => Response.json(contentOf(org, name)),
  }),
);

/** The well-known documents of brands. */
export const wellKnownUris: ResourceDeclaration = {
  operations: [...reads, ...customized.operations],
  publicOperations: documents,
};
