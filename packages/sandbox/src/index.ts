export type { Fault, FaultName, Faults, FaultTarget } from "./http/faults.ts";
export type { RateLimitOptions, RateLimits } from "./http/rate-limits.ts";
export type { LoggedRequest, RequestLog } from "./http/request-log.ts";
export type { AccessTokenClaims, AccessTokens, TokenFault } from "./oauth/access-token.ts";
export type { RegisteredApp, SandboxApp, SandboxAppOptions } from "./oauth/clients.ts";
export type { Dpop } from "./oauth/dpop.ts";
export type { Group, Store, User, UserStatus } from "./org/model.ts";
export type { AdminRole } from "./org/roles.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
