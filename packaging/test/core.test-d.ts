import {
  type ConfigurationErrorCode,
  createOktaClient,
  encryptedTokenCache,
  importPrivateKey,
  layeredTokenCache,
  memoryTokenCache,
  type OktaApiError,
  type OktaClient,
  type OktaClientEvent,
  type OktaEdgeError,
  type OktaEdgeErrorCode,
  type PrivateKey,
  type PrivateKeyError,
  type PrivateKeyInput,
  type RateLimitError,
  type TokenCache,
  type TokenRequestError,
  type TokenSet,
  version,
} from "@okta-edge/core";
import { type CheckStepName, checkConnection } from "@okta-edge/core/check";
import { describe, expectTypeOf, it } from "vitest";

const options = {
  orgUrl: "https://example.okta.com",
  clientId: "0oa1",
  privateKey: "pem",
  scopes: ["okta.users.read"],
};
declare const client: OktaClient;
declare const privateKey: PrivateKey;

describe("createOktaClient", () => {
  it("takes a key as text, as JWK or imported, and scopes as a list or a line", () => {
    expectTypeOf(createOktaClient(options)).toEqualTypeOf<OktaClient>();
    createOktaClient({ ...options, privateKey: { kty: "RSA" } });
    createOktaClient({ ...options, privateKey });
    createOktaClient({ ...options, scopes: "okta.users.read okta.groups.read" });
  });

  it("takes undefined for what may be left out, as settings give it", () => {
    createOktaClient({ ...options, keyId: undefined, dpop: undefined, tokenCache: undefined, fetch: undefined });
  });

  it("refuses options that are missing, unknown or wrong", () => {
    // @ts-expect-error: no scopes
    createOktaClient({ orgUrl: "https://example.okta.com", clientId: "0oa1", privateKey: "pem" });
    // @ts-expect-error: no such option
    createOktaClient({ ...options, apiToken: "00" });
    // @ts-expect-error: no such algorithm at Okta
    createOktaClient({ ...options, algorithm: "PS256" });
    // @ts-expect-error: no such mode
    createOktaClient({ ...options, dpop: true });
  });
});

describe("OktaClient", () => {
  it("is unknown where no type is given", () => {
    expectTypeOf(client.json("/api/v1/org")).toEqualTypeOf<Promise<unknown>>();
    expectTypeOf(client.items("/api/v1/users")).toEqualTypeOf<AsyncIterable<unknown>>();
  });

  it("gives what was said", () => {
    expectTypeOf(client.json<{ id: string }>("/api/v1/org")).resolves.toEqualTypeOf<{ id: string }>();
    expectTypeOf(client.pages<{ id: string }>("/api/v1/users").nextUrl).toEqualTypeOf<string | undefined>();
    expectTypeOf(client.fetch).returns.toEqualTypeOf<Promise<Response>>();
  });

  it("takes what fetch takes, and more", () => {
    client.fetch(new Request("https://example.okta.com/api/v1/org"), { signal: new AbortController().signal });
    client.json(new URL("https://example.okta.com/api/v1/org"), {
      json: {},
      scopes: ["okta.orgs.read"],
      timeout: 1000,
    });
    // @ts-expect-error: milliseconds, not text
    client.json("/api/v1/org", { timeout: "1s" });
  });
});

describe("tokens and caches", () => {
  it("a token set is read-only", () => {
    expectTypeOf<TokenSet["tokenType"]>().toEqualTypeOf<"Bearer" | "DPoP">();
    expectTypeOf<TokenSet>().toEqualTypeOf<Readonly<TokenSet>>();
  });

  it("caches of all kinds can be layered", () => {
    const store = { get: async () => null, set: async () => {} };
    const cache = layeredTokenCache(memoryTokenCache(), encryptedTokenCache(store, privateKey));
    expectTypeOf(cache).toEqualTypeOf<TokenCache>();
  });

  it("a key is imported from text or JWK", () => {
    expectTypeOf(importPrivateKey).parameter(0).toEqualTypeOf<PrivateKeyInput>();
    expectTypeOf(importPrivateKey("pem", { algorithm: "ES256" })).resolves.toEqualTypeOf<PrivateKey>();
  });
});

describe("errors", () => {
  it("are distinguished by class, and their codes by name", () => {
    expectTypeOf<ConfigurationErrorCode>().toExtend<OktaEdgeErrorCode>();
    expectTypeOf<PrivateKeyError>().toExtend<OktaEdgeError>();
    expectTypeOf<TokenRequestError>().toExtend<OktaEdgeError>();
    expectTypeOf<RateLimitError>().toExtend<OktaApiError>();
    expectTypeOf<RateLimitError["retryAfter"]>().toEqualTypeOf<number>();
    expectTypeOf<OktaEdgeError["code"]>().toEqualTypeOf<OktaEdgeErrorCode>();
    // @ts-expect-error: no such code
    expectTypeOf<"no_such_code">().toExtend<OktaEdgeErrorCode>();
  });

  it("an event is known by its type", () => {
    expectTypeOf<Extract<OktaClientEvent, { type: "rate.limited" }>["wait"]>().toEqualTypeOf<number>();
  });
});

it("the check of a connection takes the client's own options", () => {
  expectTypeOf(checkConnection).parameter(0).toEqualTypeOf<Parameters<typeof createOktaClient>[0]>();
  expectTypeOf(checkConnection(options).then(({ steps }) => steps[0]?.step)).resolves.toEqualTypeOf<
    CheckStepName | undefined
  >();
});

it("the version is text", () => {
  expectTypeOf(version).toEqualTypeOf<string>();
});
