import { noContent } from "../../api/no-content.ts";
import type { Operation } from "../../api/operation.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { notFound, OktaError, validation } from "../../org/okta-error.ts";
import { MANAGE, ONE, own, READ } from "./access.ts";
import { keysOf, showKey } from "./signing-keys.ts";

/** E0000019: the metadata is XML only. */
function notAcceptable(): OktaError {
  return new OktaError({
    status: 400,
    code: "E0000019",
    summary: "Bad request. Accept and/or Content-Type headers likely do not match supported values.",
  });
}

export const others: readonly Operation[] = [
  {
    ...MANAGE,
    method: "POST",
    path: `${ONE}/logo`,
    async handle(call) {
      const one = own(call);
      const bytes = (await call.request.arrayBuffer()).byteLength;
      if (bytes === 0) throw validation("file", "file: The field cannot be left blank");
      resourceMap(call.org, "appLogos").set(one.id, { id: one.id, bytes });
      return new Response(null, { status: 201 });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/sso/saml/metadata`,
    handle(call) {
      const one = own(call);
      const accept = call.request.headers.get("accept") ?? "*/*";
      if (!/\*\/\*|\b(application|text)\/(\*|xml)/.test(accept)) throw notAcceptable();
      if (one.definition.signOnMode !== "SAML_2_0")
        throw validation("signOnMode", "The app does not sign in by SAML 2.0.");
      const [key] = keysOf(call, one);
      const kid = call.url.searchParams.get("kid") ?? key?.id;
      const found = keysOf(call, one).find(({ id }) => id === kid);
      if (!found) throw notFound(String(kid), "ApplicationKey");
      const location = `${call.org.orgUrl}/app/${one.definition.name}/${one.id}/sso/saml`;
      return new Response(
        `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="http://www.okta.com/${one.id.replace(/^.../, "exk")}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${showKey(found).x5c[0]}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${location}"/></md:IDPSSODescriptor></md:EntityDescriptor>`,
        { headers: { "content-type": "text/xml" } },
      );
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/tokens`,
    handle(call) {
      own(call);
      return Response.json([]);
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${ONE}/tokens`,
    handle(call) {
      own(call);
      return noContent();
    },
  },
  ...(["GET", "DELETE"] as const).map(
    (method): Operation => ({
      ...(method === "GET" ? READ : MANAGE),
      method,
      path: `${ONE}/tokens/{tokenId}`,
      handle(call) {
        const { id } = own(call);
        throw notFound(`${id}.${call.params.tokenId}`, "OAuth2RefreshTokenTx");
      },
    }),
  ),
];
