// What a key in its usual form does not need. `private-key.ts` imports it on demand, and it contains all that it imports: `scripts/bundle.ts`.
export { KeyProblem } from "./key-problem.ts";
export { readKey } from "./key-text.ts";
export { toPkcs8 } from "./pkcs8.ts";
export { rsaFactors } from "./rsa-factors.ts";
