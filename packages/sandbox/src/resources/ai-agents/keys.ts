import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";
import { ACCESS, PATH } from "./access.ts";
import { agents } from "./agents.ts";

/** The keys that an agent proves itself with. */
export const keys: Collection = defineCollection({
  ...ACCESS,
  key: "aiAgentKeys",
  path: `${PATH}/ai-agents/{agentId}/credentials/jwks`,
  param: "keyId",
  kind: "AgentJsonWebKey",
  idPrefix: "pks",
  parent: agents,
  operations: ["list", "create", "get", "delete"],
  created: 201,
  list: { wrap: "jwks" },
  fields: {
    kid: text,
    kty: required(oneOf("RSA", "EC")),
    use: { ...oneOf("sig"), byDefault: "sig" },
    alg: { type: "string" },
    e: { type: "string" },
    n: { type: "string" },
    crv: { type: "string" },
    x: { type: "string" },
    y: { type: "string" },
  },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  unique: ["kid"],
  check(draft) {
    const needed = draft.kty === "RSA" ? ["n", "e"] : ["crv", "x", "y"];
    const missing = needed.find((name) => draft[name] === undefined);
    if (missing !== undefined) throw validation(missing, `${missing}: The field cannot be left blank`);
    return undefined;
  },
  checkDelete: mustBeInactive,
});
