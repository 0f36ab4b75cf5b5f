import { toApiError } from "./api-error.ts";
import { discardBody, readBoundedText } from "./bounded-body.ts";
import { machineTime } from "./client-assertion.ts";
import { checkOptions, checkScopes, type OktaClientOptions } from "./client-options.ts";
import { dateOf } from "./clock.ts";
import { OktaEdgeError } from "./errors.ts";
import { createOktaClient, type OktaClient } from "./okta-client.ts";
import { importPrivateKey, type PrivateKey } from "./private-key.ts";
import { readRateLimit } from "./rate-limit.ts";
import { withTimeLimit } from "./time-limit.ts";
import type { TokenSet } from "./token-request.ts";

/** The steps of the set-up, in the order in which they are checked. */
export type CheckStepName = "options" | "key" | "org" | "clock" | "exchange" | "dpop" | "scopes" | "role" | "budget";

/** What was found at one step. It holds no key, no assertion, no proof and no token. */
export interface CheckStep {
  readonly step: CheckStepName;
  /** `warning`: it works, but not as well as it could. `skipped`: an earlier step stands in the way. */
  readonly status: "ok" | "warning" | "failed" | "skipped";
  /** What was found. */
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** The `code` of the error, where one was thrown. */
  readonly code?: string | undefined;
}

/** Whether a connection works, and if not, which step of its set-up is wrong. */
export interface CheckReport {
  /** Whether no step failed. */
  readonly ok: boolean;
  readonly steps: readonly CheckStep[];
}

/** What the machine's clock may be off by, in seconds, without a word about it. */
const CLOCK_TOLERANCE = 5;
/** Milliseconds for each call. */
const CALL_TIMEOUT = 8000;
/** Bytes of an answer that are read. */
const MAX_BODY = 65_536;

/** What can be asked for with each scope: a call that changes nothing, and tells whether an admin role goes with the scope. */
const PROBES: readonly (readonly [resource: string, path: string])[] = [
  ["okta.users", "/api/v1/users?limit=1"],
  ["okta.groups", "/api/v1/groups?limit=1"],
  ["okta.apps", "/api/v1/apps?limit=1"],
  ["okta.logs", "/api/v1/logs?limit=1"],
  ["okta.devices", "/api/v1/devices?limit=1"],
  ["okta.policies", "/api/v1/policies?type=OKTA_SIGN_ON"],
  ["okta.networkZones", "/api/v1/zones?limit=1"],
  ["okta.orgs", "/api/v1/org"],
];

type Finding = Omit<CheckStep, "step">;

/**
 * Checks every step of a connection's set-up against the org itself: the options, the private key, whether the org can be reached,
 * the clock, the token exchange, DPoP, the scopes granted, the admin role, and what is left of the rate limit.
 *
 * It never throws for what it finds, and changes nothing in the org. It takes a token of its own, past any cache.
 *
 * @example
 * ```ts
 * import { checkConnection } from "@okta-edge/core/check";
 *
 * const { ok, steps } = await checkConnection({ orgUrl, clientId, privateKey, scopes: ["okta.users.read"] });
 * for (const { step, status, detail, hint } of steps) console.log(status, step, detail, hint ?? "");
 * ```
 */
export async function checkConnection(options: OktaClientOptions): Promise<CheckReport> {
  const { now = machineTime, fetch = (request: Request) => globalThis.fetch(request) } = options;
  const steps: CheckStep[] = [];
  const add = (step: CheckStepName, finding: Finding) => {
    steps.push({ step, ...finding });
    return finding.status !== "failed";
  };
  const skip = (names: readonly CheckStepName[], because: string) => {
    for (const name of names) add(name, { status: "skipped", detail: because });
    return { ok: false, steps };
  };

  let orgUrl: string;
  try {
    orgUrl = checkOptions(options).orgUrl;
    add("options", { status: "ok", detail: `${orgUrl}, client ${options.clientId}` });
  } catch (error) {
    add("options", failure(error));
    return skip(["key", "org", "clock", "exchange", "dpop", "scopes", "role", "budget"], "The options come first.");
  }

  let privateKey: PrivateKey | undefined;
  try {
    privateKey = await readKey(options);
    add("key", describeKey(privateKey, options.keyId));
  } catch (error) {
    add("key", failure(error));
  }

  const { org, clock } = await checkOrg(orgUrl, fetch, now);
  const isReached = add("org", org);
  add("clock", clock);
  if (!privateKey || !isReached) {
    return skip(["exchange", "dpop", "scopes", "role", "budget"], "The private key and the org come first.");
  }

  // A token of its own: one from a cache would say nothing of the key.
  const client = createOktaClient({
    ...options,
    privateKey,
    tokenCache: undefined,
    timeout: CALL_TIMEOUT,
    maxRetries: 0,
  });
  let tokenSet: TokenSet;
  try {
    tokenSet = await client.token();
    const seconds = Math.round(tokenSet.expiresAt - tokenSet.issuedAt);
    add("exchange", { status: "ok", detail: `${tokenSet.tokenType} token, ${seconds} s` });
  } catch (error) {
    add("exchange", failure(error));
    return skip(["dpop", "scopes", "role", "budget"], "A token comes first.");
  }
  add("dpop", describeDpop(tokenSet, options.dpop));
  add("scopes", compareScopes(checkScopes(options.scopes), tokenSet.scopes));
  const { role, budget } = await checkRole(client, tokenSet.scopes);
  add("role", role);
  add("budget", budget);
  return { ok: steps.every(({ status }) => status !== "failed"), steps };
}

function failure(error: unknown): Finding {
  if (!(error instanceof OktaEdgeError))
    return { status: "failed", detail: "It failed in a way that nobody thought of." };
  return { status: "failed", detail: error.message, hint: error.hint, code: error.code };
}

async function readKey({ privateKey, algorithm }: OktaClientOptions): Promise<PrivateKey> {
  if (typeof privateKey === "object" && "derivationKey" in privateKey) return privateKey;
  return importPrivateKey(privateKey, { algorithm });
}

function describeKey({ algorithm, thumbprint }: PrivateKey, keyId: string | undefined): Finding {
  const detail = `${algorithm}, thumbprint ${thumbprint}`;
  if (keyId !== undefined) return { status: "ok", detail: `${detail}, key ID ${keyId}` };
  return {
    status: "warning",
    detail: `${detail}, no key ID`,
    hint: "Set `keyId` to the KID that Okta shows: without it a second key of the app breaks the connection.",
  };
}

async function checkOrg(
  orgUrl: string,
  fetch: (request: Request) => Promise<Response>,
  now: () => number,
): Promise<{ readonly org: Finding; readonly clock: Finding }> {
  const unknown: Finding = { status: "skipped", detail: "Okta's clock is not known." };
  let response: Response;
  try {
    const request = new Request(`${orgUrl}/.well-known/okta-organization`, { redirect: "manual" });
    response = await withTimeLimit(fetch(request), CALL_TIMEOUT, () => new Error("timeout"));
  } catch {
    return {
      org: { status: "failed", detail: `${orgUrl} cannot be reached.`, hint: "Check `orgUrl` and the network." },
      clock: unknown,
    };
  }
  const date = dateOf(response);
  const clock = date === undefined ? unknown : compareClocks(date - now());
  const id = await readOrgId(response).catch(() => undefined);
  if (id !== undefined) return { org: { status: "ok", detail: `org ${id}` }, clock };
  return {
    org: {
      status: "failed",
      detail: `${orgUrl} answered ${response.status}, and not as an Okta org does.`,
      hint: "Set `orgUrl` to the org's address, such as https://example.okta.com.",
    },
    clock,
  };
}

async function readOrgId(response: Response): Promise<string | undefined> {
  if (response.status !== 200) {
    discardBody(response);
    return undefined;
  }
  const { id } = JSON.parse((await readBoundedText(response, MAX_BODY)) ?? "");
  return typeof id === "string" ? id : undefined;
}

function compareClocks(offset: number): Finding {
  const seconds = Math.round(Math.abs(offset));
  if (seconds <= CLOCK_TOLERANCE) return { status: "ok", detail: "as Okta's, to a few seconds" };
  return {
    status: "warning",
    detail: `${seconds} s ${offset > 0 ? "behind" : "ahead of"} Okta's`,
    hint: "It is corrected for, at the cost of a call; set the machine's clock.",
  };
}

function describeDpop({ tokenType }: TokenSet, mode: OktaClientOptions["dpop"]): Finding {
  if (tokenType === "DPoP") return { status: "ok", detail: "the token is bound to a key of its own" };
  return {
    status: mode === "never" ? "ok" : "warning",
    detail: "the app does not demand it: whoever steals the token can use it",
    hint: "Turn on Require Demonstrating Proof of Possession in the app: General › General Settings.",
  };
}

function compareScopes(asked: readonly string[], granted: readonly string[]): Finding {
  const missing = asked.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return { status: "ok", detail: granted.join(" ") };
  return {
    status: "failed",
    detail: `not granted: ${missing.join(" ")}`,
    hint: "Grant them to the app: Okta API Scopes.",
    code: "insufficient_scope",
  };
}

async function checkRole(
  client: OktaClient,
  scopes: readonly string[],
): Promise<{ readonly role: Finding; readonly budget: Finding }> {
  const probe = PROBES.find(([resource]) => scopes.some((scope) => scope.replace(/\.\w+$/, "") === resource));
  if (!probe) {
    const detail = "None of the scopes has a call that could tell.";
    return { role: { status: "skipped", detail }, budget: { status: "skipped", detail } };
  }
  const [, path] = probe;
  const called = `GET ${path.replace(/\?.*/, "")}`;
  try {
    const response = await client.fetch(path);
    const budget = describeBudget(response, called);
    if (!response.ok) return { role: failure(await toApiError(response, machineTime())), budget };
    discardBody(response);
    return { role: { status: "ok", detail: `${called} answered ${response.status}` }, budget };
  } catch (error) {
    return { role: failure(error), budget: { status: "skipped", detail: "The call comes first." } };
  }
}

function describeBudget({ headers }: Response, called: string): Finding {
  const rateLimit = readRateLimit(headers);
  if (!rateLimit) return { status: "skipped", detail: "Okta did not say." };
  const { limit, remaining } = rateLimit;
  const detail = `${called}: ${remaining} of ${limit} calls left this minute`;
  return remaining * 10 >= limit
    ? { status: "ok", detail }
    : { status: "warning", detail, hint: "Something uses the org's rate limit up: see Reports › Rate Limits." };
}
