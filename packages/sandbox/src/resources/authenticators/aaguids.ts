import type { Call, Operation } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import {
  type Collection,
  type CollectionOptions,
  defineCollection,
  type Parent,
} from "../../collections/collection.ts";
import { anyObject, list, optionalText, text } from "../../collections/fields.ts";
import { OktaError, validation } from "../../org/okta-error.ts";
import { ACCESS, authenticators, ONE } from "./authenticator.ts";

/** Only the authenticator of security keys has models of its own. For every other one, Okta answers as for a feature that is missing. */
const securityKeys: Parent = {
  keyOf(call) {
    const { id, key } = authenticators.find(call);
    if (key === "webauthn") return id;
    throw new OktaError({
      status: 401,
      code: "E0000015",
      summary: "You do not have permission to access the feature you are requesting",
    });
  },
};

const CHARACTERISTICS = ["platformAttached", "fipsCompliant", "hardwareProtected"];

/** A certificate with the thumbprint that it is known by. The sandbox reads no further into certificates. */
async function readCertificate(sent: unknown): Promise<Record<string, unknown>> {
  const x5c = isObject(sent) ? sent.x5c : undefined;
  if (typeof x5c !== "string" || !/^[A-Za-z0-9+/\s]+=*\s*$/.test(x5c))
    throw validation("attestationRootCertificates", "attestationRootCertificates: The certificate is not valid");
  const der = Uint8Array.from(atob(x5c.replaceAll(/\s/g, "")), (character) => character.charCodeAt(0));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  const thumbprint = btoa(String.fromCharCode(...hash))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return { x5c, "x5t#S256": thumbprint };
}

const OPTIONS: CollectionOptions = {
  ...ACCESS,
  key: "customAaguids",
  path: `${ONE}/aaguids`,
  param: "aaguid",
  kind: "CustomAAGUID",
  idPrefix: "",
  parent: securityKeys,
  times: undefined,
  fields: {
    aaguid: { ...text, pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, fixed: true },
    name: optionalText,
    authenticatorCharacteristics: anyObject,
    attestationRootCertificates: list,
  },
  unique: ["aaguid"],
  idOf: ({ aaguid }) => String(aaguid),
  async check({ authenticatorCharacteristics: sent, attestationRootCertificates }) {
    const known = isObject(sent) ? sent : {};
    for (const name of CHARACTERISTICS)
      if (known[name] !== undefined && typeof known[name] !== "boolean")
        throw validation(name, `authenticatorCharacteristics.${name}: The field must be a boolean`);
    return {
      authenticatorCharacteristics: Object.fromEntries(CHARACTERISTICS.map((name) => [name, known[name] ?? false])),
      attestationRootCertificates: await Promise.all((attestationRootCertificates as unknown[]).map(readCertificate)),
    };
  },
  show: () => ({ id: undefined }),
  allow: ["GET", "PUT", "PATCH", "DELETE"],
};

const replaced: Collection = defineCollection(OPTIONS);
const updated: Collection = defineCollection({ ...OPTIONS, replaceMethod: "PATCH", operations: ["replace"] });

/** The operations on the models of security keys that an admin has added. */
export const aaguidOperations: readonly Operation[] = [...replaced.operations, ...updated.operations].map(
  (operation) => ({
    ...operation,
    handle(call: Call) {
      securityKeys.keyOf(call);
      return operation.handle(call);
    },
  }),
);
