export { createApiError } from "./api-error.ts";
export type { OktaRequestBody, OktaRequestInit, OktaRequestInput } from "./api-request.ts";
export { type ClientAssertionOptions, createClientAssertion } from "./client-assertion.ts";
export type { OktaClientOptions } from "./client-options.ts";
export { createDpopProof, type DpopKey, type DpopProofOptions, generateDpopJwk, importDpopKey } from "./dpop.ts";
export { encryptedTokenCache, type TextStore } from "./encrypted-token-cache.ts";
export type { ErrorOption } from "./error-table.ts";
export type { ErrorDescription, NameOption } from "./error-text.ts";
export {
  type ActionErrorCode,
  ConfigurationError,
  type ConfigurationErrorCode,
  OktaApiError,
  type OktaApiErrorCode,
  type OktaApiErrorDetails,
  OktaEdgeError,
  type OktaEdgeErrorCode,
  type OktaEdgeErrorDetails,
  PrivateKeyError,
  type PrivateKeyErrorCode,
  RateLimitError,
  TimeoutError,
  TokenRequestError,
  type TokenRequestErrorCode,
  type TokenRequestErrorDetails,
  type TransportErrorCode,
} from "./errors.ts";
export type { OktaClientEvent, OktaClientObserver, RetryReason, TokenOrigin } from "./events.ts";
export { createOktaClient, type OktaClient, type TokenOptions } from "./okta-client.ts";
export { classifyRefusal, type RefusalReason } from "./okta-wording.ts";
export {
  iteratePages,
  type Link,
  nextPageUrl,
  type Pages,
  type PagesOptions,
  parseLinkHeader,
  type ReadPage,
} from "./pagination.ts";
export {
  type ImportPrivateKeyOptions,
  importPrivateKey,
  type PrivateKey,
  type PrivateKeyInput,
  type SigningAlgorithm,
} from "./private-key.ts";
export { type RateLimit, readRateLimit } from "./rate-limit.ts";
export { type OktaScope, parseScopes, type ScopeName } from "./scopes.ts";
export { layeredTokenCache, type MemoryTokenCacheOptions, memoryTokenCache, type TokenCache } from "./token-cache.ts";
export {
  type DpopMode,
  type ExchangeStep,
  requestToken,
  type TokenRequestOptions,
  type TokenSet,
} from "./token-request.ts";
export { version } from "./version.ts";
