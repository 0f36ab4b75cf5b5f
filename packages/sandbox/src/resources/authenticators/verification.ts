import { noContent } from "../../api/no-content.ts";
import type { Operation, PublicOperation } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import type { Resource, Store } from "../../org/model.ts";
import { notFound, OktaError, validation } from "../../org/okta-error.ts";
import { orgId } from "../../org/org-ids.ts";
import { authenticators, MANAGE, ONE } from "./authenticator.ts";
import { methodOf, methodsOf, putMethod } from "./methods.ts";

/** Verifies the domain that passkeys are made for. The sandbox looks nothing up: every domain that is set passes. */
export const rpIdVerification: Operation = {
  ...MANAGE,
  method: "POST",
  path: `${ONE}/methods/{webAuthnMethodType}/verify-rp-id-domain`,
  handle(call) {
    const authenticator = authenticators.find(call);
    const { webAuthnMethodType: type = "" } = call.params;
    if (type !== "webauthn" || !methodsOf(authenticator).includes(type)) throw notFound(type, "AuthenticatorMethod");
    const { settings } = methodOf(authenticator, type);
    const rpId = isObject(settings) && isObject(settings.rpId) ? settings.rpId : {};
    if (!isObject(rpId.domain) || typeof rpId.domain.name !== "string")
      throw validation("rpId", "rpId.domain.name: The field cannot be left blank");
    const domain = { ...rpId.domain, validationStatus: "VERIFIED" };
    putMethod(call, authenticator, type, { settings: { ...(settings as object), rpId: { ...rpId, domain } } });
    return noContent();
  },
};

/** What an app that is an authenticator itself reads about the org before it enrolls users. */
export const appConfiguration: PublicOperation = {
  method: "GET",
  path: "/.well-known/app-authenticator-configuration",
  handle({ org, url }) {
    const client = url.searchParams.get("oauthClientId");
    if (client === null)
      throw new OktaError({ status: 400, code: "E0000028", summary: "The request is missing a required parameter." });
    const found = authenticators.all(org.store).filter((one) => one.key === "custom_app" && clientOf(one) === client);
    return Response.json(found.map((one) => showConfiguration(one, org.store, org.orgUrl)));
  },
};

/** The app of an authenticator, whose ID is its client ID too. */
const clientOf = ({ settings }: Resource) => (isObject(settings) ? settings.appInstanceId : undefined);

function showConfiguration(authenticator: Resource, store: Store, orgUrl: string): Record<string, unknown> {
  const { id, key, name, type, created, lastUpdated, settings } = authenticator;
  return {
    authenticatorId: id,
    orgId: orgId(store),
    type,
    key,
    name,
    createdDate: created,
    lastUpdated,
    settings: { userVerification: (isObject(settings) ? settings.userVerification : undefined) ?? "PREFERRED" },
    supportedMethods: methodsOf(authenticator).map((method) => ({ type: method, ...methodOf(authenticator, method) })),
    appAuthenticatorEnrollEndpoint: `${orgUrl}/idp/myaccount/app-authenticators`,
  };
}
