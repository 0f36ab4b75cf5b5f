import { env } from "cloudflare:workers";
import { createSandbox, type Sandbox, type SandboxOptions } from "@okta-edge/sandbox";
import { createApp } from "../../src/app.ts";
import { createGateways } from "../../src/gateway/gateway.ts";
import type { Env } from "../../src/settings/env.ts";
import { expectDistinctMembers } from "./problem-members.ts";

/** The key of the caller that every test gateway knows. */
export const CALLER_KEY = "test-caller-key";

/** A Worker with real KV before a sandbox of its own, and counts of what goes through. */
export interface TestGateway {
  readonly sandbox: Sandbox;
  readonly settings: Env & Readonly<Record<"OKTA_CLIENT_ID" | "OKTA_PRIVATE_KEY", string>>;
  /** How often KV was asked. */
  readonly kv: { get: number; put: number; delete: number };
  /** Calls the Worker as the test caller. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** Calls the Worker with the request as it is. */
  fetch(request: Request): Promise<Response>;
  /** Another isolate of the same Worker: nothing in memory, the same KV. */
  restart(settings?: Record<string, unknown>): void;
}

/**
 * Makes a {@link TestGateway}; `settings` override the usual ones, undefined removes one.
 *
 * @param send - sends the Worker's requests in place of the sandbox's `fetch`.
 */
export async function createTestGateway(
  options: SandboxOptions = {},
  settings: Record<string, unknown> = {},
  send?: (request: Request) => Promise<Response>,
): Promise<TestGateway> {
  const sandbox = await createSandbox({
    ...options,
    orgUrl: `https://${crypto.randomUUID()}.okta.example`,
    // KV is shared by all tests: an ID of its own keeps each one's entries apart. An EC key is generated in a fraction of an RSA key's time;
    // the end-to-end tests call with RSA keys.
    apps: (options.apps ?? [{}]).map((app) => ({
      clientId: `0oa${crypto.randomUUID().slice(0, 8)}`,
      algorithm: "ES256",
      ...app,
    })),
  });
  const [app] = sandbox.apps;
  const kv = { get: 0, put: 0, delete: 0 };
  const usual = {
    TOKEN_CACHE: countKv((env as Env).TOKEN_CACHE as KVNamespace, kv),
    OKTA_ORG_URL: sandbox.orgUrl,
    OKTA_CLIENT_ID: app?.clientId ?? "",
    OKTA_KEY_ID: app?.keyId ?? "",
    OKTA_PRIVATE_KEY: app?.privateKey ?? "",
    OKTA_SCOPES: "okta.users.manage okta.groups.read",
    CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes: ["okta.users.read", "okta.groups.read"] }]),
  };
  let current = { ...usual, ...settings } as TestGateway["settings"];
  let app_ = createApp(createGateways(send ?? sandbox.fetch));
  const fetch = async (request: Request) => {
    const response = await app_.fetch(request, current);
    // Whatever a test is about: every problem that it receives is checked.
    if (request.method !== "HEAD" && response.headers.get("content-type") === "application/problem+json") {
      expectDistinctMembers(await response.clone().json());
    }
    return response;
  };
  return {
    sandbox,
    kv,
    get settings() {
      return current;
    },
    fetch,
    call(path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${CALLER_KEY}`);
      return fetch(new Request(`https://worker.example${path}`, { ...init, headers }));
    },
    restart(changes = {}) {
      current = { ...current, ...changes } as TestGateway["settings"];
      app_ = createApp(createGateways(send ?? sandbox.fetch));
    },
  };
}

/** The setting CALLERS for callers whose keys are given in clear. */
export async function callersSetting(
  callers: readonly {
    readonly name: string;
    readonly key: string;
    readonly scopes?: readonly string[];
    readonly connections?: readonly string[];
    readonly actions?: readonly string[];
    readonly where?: Readonly<Record<string, readonly string[]>>;
    readonly protected?: Readonly<Record<string, readonly string[]>>;
  }[],
): Promise<string> {
  const hashed = callers.map(async ({ key, ...caller }) => ({ ...caller, keyHash: await hashKey(key) }));
  return JSON.stringify(await Promise.all(hashed));
}

/** A key as CALLERS keeps it. */
export async function hashKey(key: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return `sha256:${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function countKv(namespace: KVNamespace, counts: TestGateway["kv"]): KVNamespace {
  return new Proxy(namespace, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "get" || name === "put" || name === "delete") counts[name]++;
        return value.apply(target, args);
      };
    },
  });
}
