import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { oneOf, optionalText, text } from "../../collections/fields.ts";
import { notFound, validation } from "../../org/okta-error.ts";

/** The keys that tokens of an authorization server are encrypted with for a resource server. */
export const resourceServerKeys: Collection = defineCollection({
  key: "resourceServerKeys",
  path: "/api/v1/authorizationServers/{authServerId}/resourceservercredentials/keys",
  param: "keyId",
  kind: "OAuth2ResourceServerJsonWebKey",
  idPrefix: "apk",
  scope: "okta.authorizationServers",
  resource: "org",
  bucket: "authorizationServers",
  operations: ["list", "create", "get", "delete"],
  created: 201,
  parent: {
    keyOf({ org, params }) {
      const id = params.authServerId ?? "";
      if (!org.store.authorizationServers.has(id)) throw notFound(id, "AuthorizationServer");
      return id;
    },
  },
  fields: {
    kid: optionalText,
    kty: { ...oneOf("RSA"), byDefault: "RSA" },
    use: { ...oneOf("enc"), byDefault: "enc" },
    e: text,
    n: text,
  },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  check({ kid }, { call, parentKey }) {
    const others = resourceServerKeys.all(call.org.store, parentKey);
    if (kid !== null && others.some((other) => other.kid === kid))
      throw validation("kid", "kid: A key with this ID already exists");
    return undefined;
  },
  checkDelete: mustBeInactive,
});
