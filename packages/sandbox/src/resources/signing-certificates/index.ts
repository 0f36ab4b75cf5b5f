import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { findApp } from "../../apps/app.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

/** What signs with a certificate: an app, or an identity provider. */
interface Signer extends Access {
  readonly path: string;
  /** The parameter that names a request. */
  readonly param: string;
  idOf(call: Call): string;
}

const PROVIDER: Signer = {
  path: "/api/v1/idps/{idpId}/credentials",
  scope: "okta.idps",
  resource: "org",
  bucket: "idps",
  param: "idpCsrId",
  idOf: (call) => findProvider(call, call.params.idpId ?? ""),
};

const SIGNERS: readonly Signer[] = [
  {
    path: "/api/v1/apps/{appId}/credentials",
    scope: "okta.apps",
    resource: "apps",
    bucket: "apps",
    param: "csrId",
    idOf: (call) => findApp(call.org, call.params.appId ?? "").id,
  },
  PROVIDER,
];

function findProvider({ org }: Call, id: string): string {
  if (!org.store.identityProviders.has(id)) throw notFound(id, "IdpTrust");
  return id;
}

function mapOf({ org }: Call, key: string): Map<string, Resource> {
  return resourceMap(org, key);
}

const listOf = (call: Call, kind: "certificateRequests" | "providerSigningKeys", owner: string) =>
  [...mapOf(call, kind).values()].filter(({ _owner }) => _owner === owner);

/** The sandbox signs nothing: the request holds what it is about, in base64. */
async function makeRequest(call: Call, owner: string): Promise<Resource> {
  const { subject, subjectAltNames } = await readBody(call);
  if (!isObject(subject)) throw validation("subject", "subject: The field cannot be left blank");
  const id = oktaId("", call.org.random) + oktaId("", call.org.random);
  const csr = btoa(JSON.stringify({ id, subject, subjectAltNames }));
  return { id, created: isoDate(call.org.now()), csr, kty: "RSA", _owner: owner };
}

function showRequest(call: Call, request: Resource): Record<string, unknown> {
  const { _owner, ...shown } = request;
  const self = `${call.org.orgUrl}${call.url.pathname.replace(/\/csrs.*$/, "")}/csrs/${request.id}`;
  return {
    ...shown,
    _links: {
      self: { href: self, hints: { allow: ["GET", "DELETE"] } },
      publish: { href: `${self}/lifecycle/publish`, hints: { allow: ["POST"] } },
    },
  };
}

function findRequest(call: Call, signer: Signer): Resource {
  const id = call.params[signer.param] ?? "";
  const found = listOf(call, "certificateRequests", signer.idOf(call)).find((request) => request.id === id);
  if (!found) throw notFound(id, "CertificateSigningRequest");
  return found;
}

const YEAR = 365 * 86_400;

/** A key, with a certificate that says which key it is for. */
function makeKey(call: Call, owner: string, years: number): Resource {
  const kid = oktaId("", call.org.random) + oktaId("", call.org.random);
  const created = isoDate(call.org.now());
  return {
    id: kid,
    kid,
    kty: "RSA",
    use: "sig",
    e: "AQAB",
    n: `${kid}${kid}`,
    created,
    lastUpdated: created,
    expiresAt: isoDate(call.org.now() + years * YEAR),
    x5c: [btoa(`sandbox certificate of ${kid}`)],
    "x5t#S256": btoa(kid).replaceAll(/[+/=]/g, ""),
    _owner: owner,
  };
}

function addKey(call: Call, key: Resource): Response {
  mapOf(call, "providerSigningKeys").set(`${key._owner}/${key.id}`, key);
  return Response.json(showKey(key), { status: 201 });
}

const showKey = ({ id: _id, _owner, ...key }: Resource): Record<string, unknown> => key;

const requestOperations = (signer: Signer): readonly Operation[] => {
  const path = `${signer.path}/csrs`;
  const one = `${path}/{${signer.param}}`;
  return [
    {
      ...gate(signer, "read"),
      method: "GET",
      path,
      handle: (call) =>
        Response.json(
          listOf(call, "certificateRequests", signer.idOf(call)).map((request) => showRequest(call, request)),
        ),
    },
    {
      ...gate(signer, "manage"),
      method: "POST",
      path,
      async handle(call) {
        const request = await makeRequest(call, signer.idOf(call));
        mapOf(call, "certificateRequests").set(request.id, request);
        return Response.json(showRequest(call, request), { status: 201 });
      },
    },
    {
      ...gate(signer, "read"),
      method: "GET",
      path: one,
      handle: (call) => Response.json(showRequest(call, findRequest(call, signer))),
    },
    {
      ...gate(signer, "manage"),
      method: "DELETE",
      path: one,
      handle(call) {
        mapOf(call, "certificateRequests").delete(findRequest(call, signer).id);
        return new Response(null, { status: 204 });
      },
    },
    {
      ...gate(signer, "manage"),
      method: "POST",
      path: `${one}/lifecycle/publish`,
      async handle(call) {
        const request = findRequest(call, signer);
        const certificate = await call.request.arrayBuffer();
        if (certificate.byteLength === 0)
          throw validation("certificate", "certificate: The field cannot be left blank");
        mapOf(call, "certificateRequests").delete(request.id);
        return addKey(call, makeKey(call, signer.idOf(call), 10));
      },
    },
  ];
};

function findKey(call: Call): Resource {
  const id = call.params.kid ?? "";
  const found = listOf(call, "providerSigningKeys", PROVIDER.idOf(call)).find((key) => key.id === id);
  if (!found) throw notFound(id, "IdpTrust");
  return found;
}

const KEYS = `${PROVIDER.path}/keys`;

const providerKeys: readonly Operation[] = [
  {
    ...gate(PROVIDER, "read"),
    method: "GET",
    path: KEYS,
    handle: (call) => Response.json(listOf(call, "providerSigningKeys", PROVIDER.idOf(call)).map(showKey)),
  },
  {
    ...gate(PROVIDER, "read"),
    method: "GET",
    path: `${KEYS}/active`,
    // The newest one is in use.
    handle: (call) => Response.json(listOf(call, "providerSigningKeys", PROVIDER.idOf(call)).slice(-1).map(showKey)),
  },
  {
    ...gate(PROVIDER, "manage"),
    method: "POST",
    path: `${KEYS}/generate`,
    handle(call) {
      const years = Number(call.url.searchParams.get("validityYears") ?? Number.NaN);
      if (!Number.isInteger(years) || years < 2 || years > 10)
        throw validation("validityYears", "validityYears: The field must be from 2 to 10");
      return addKey(call, makeKey(call, PROVIDER.idOf(call), years));
    },
  },
  {
    ...gate(PROVIDER, "read"),
    method: "GET",
    path: `${KEYS}/{kid}`,
    handle: (call) => Response.json(showKey(findKey(call))),
  },
  {
    ...gate(PROVIDER, "manage"),
    method: "POST",
    path: `${KEYS}/{kid}/clone`,
    handle(call) {
      const key = findKey(call);
      return addKey(call, { ...key, _owner: findProvider(call, call.url.searchParams.get("targetIdpId") ?? "") });
    },
  },
];

/** Requests for certificates of apps and identity providers, and the keys that an identity provider signs with. */
export const signingCertificates: ResourceDeclaration = {
  operations: [...SIGNERS.flatMap(requestOperations), ...providerKeys],
};
