import { type Collection, defineCollection } from "../../collections/collection.ts";
import { required } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";

const textOf = (x5c: unknown) => btoa(String(x5c)).replaceAll(/[+/=]/g, "");

/** The certificates that identity providers sign with. */
export const idpKeys: Collection = defineCollection({
  key: "idpKeys",
  path: "/api/v1/idps/credentials/keys",
  param: "kid",
  kind: "IdpTrust",
  idPrefix: "",
  scope: "okta.idps",
  resource: "org",
  operations: ["list", "create", "get", "replace", "delete"],
  fields: { x5c: required({ type: "array" }) },
  idOf: () => crypto.randomUUID(),
  check({ x5c }, { call }) {
    if ((x5c as readonly unknown[]).length === 0) throw validation("x5c", "x5c: The field cannot be left blank");
    const years = 10 * 365 * 86_400;
    return {
      kty: "RSA",
      alg: "RSA",
      use: "sig",
      e: "AQAB",
      // The sandbox reads no certificate: what is in it is made from its text.
      n: textOf(x5c).slice(0, 342),
      "x5t#S256": textOf(x5c).slice(-43),
      expiresAt: new Date((call.org.now() + years) * 1000).toISOString(),
    };
  },
  show: ({ id }) => ({ id: undefined, kid: id }),
});
