import { type Collection, defineCollection } from "../../collections/collection.ts";
import { text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { app, ONE } from "./access.ts";

export const jwks: Collection = defineCollection({
  key: "appJwks",
  path: `${ONE}/credentials/jwks`,
  param: "keyId",
  kind: "OAuth2ClientJsonWebKey",
  idPrefix: "pks",
  scope: "okta.apps",
  resource: "apps",
  bucket: "apps",
  parent: app,
  created: 201,
  operations: ["list", "create", "get", "delete"],
  fields: {
    kid: { type: "string" },
    kty: text,
    alg: { type: "string" },
    use: { type: "string", byDefault: "sig" },
    e: { type: "string" },
    n: { type: "string" },
    x: { type: "string" },
    y: { type: "string" },
    crv: { type: "string" },
  },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  unique: ["kid"],
  check({ kty, n, kid }, { call }) {
    // 2,048 bits are 342 characters in base64url.
    if (kty === "RSA" && (typeof n !== "string" || n.length < 342))
      throw validation("JsonWebKey", "RSA key length in the 'jwks' is less than '2,048' bits for the given key.");
    if (kty !== "RSA" && kty !== "EC") throw validation("kty", "kty: The field must be RSA or EC");
    return { kid: kid ?? oktaId("", call.org.random) };
  },
  checkDelete({ status }) {
    if (status === "ACTIVE") throw validation("status", "status: An active key cannot be deleted");
  },
});
