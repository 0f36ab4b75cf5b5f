import { createWorker, type OktaEdgeWorker } from "./create-worker.ts";

export type { Caller } from "./callers/callers.ts";
export type { GrantedScopes } from "./callers/scope.ts";
export type {
  Assets,
  AuditDataset,
  AuditQueue,
  CallerLimit,
  CallersNamespace,
  Claim,
  ClaimRequest,
  IdempotencyNamespace,
  IdempotencyStub,
  SecretBinding,
  StoredResponse,
  TokenNamespace,
} from "./cloudflare/bindings.ts";
export { type CreateWorkerOptions, createWorker, type OktaEdgeWorker } from "./create-worker.ts";
export type { Env, SettingValue } from "./settings/env.ts";
export type { SettingName } from "./settings/setting-names.ts";

/**
 * The Worker, ready to deploy.
 *
 * @example
 * ```ts
 * export { default } from "@okta-edge/worker";
 * ```
 */
const worker: OktaEdgeWorker = /* @__PURE__ */ createWorker();

export default worker;
