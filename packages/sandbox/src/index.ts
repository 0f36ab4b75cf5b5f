export type { AccessTokenClaims, AccessTokens, TokenFault } from "./access-token.ts";
export type { RegisteredApp, SandboxApp, SandboxAppOptions } from "./apps.ts";
export type { Dpop } from "./dpop.ts";
export type { Fault, FaultName, Faults, FaultTarget } from "./faults.ts";
export type { RateLimitOptions, RateLimits } from "./rate-limits.ts";
export type { LoggedRequest, RequestLog } from "./request-log.ts";
export type { AdminRole } from "./roles.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
export type { Group, Store, User, UserStatus } from "./store.ts";
