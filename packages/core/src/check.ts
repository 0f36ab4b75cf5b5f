import { toApiError } from "./api-error.ts";
import { discardBody, readBoundedText } from "./bounded-body.ts";
import { CHECK_TEXTS } from "./check-table.ts";
import { type OktaClientOptions, type ParsedOptions, parseOptions } from "./client-options.ts";
import { dateOf, systemTime } from "./clock.ts";
import type { ErrorTemplate } from "./error-table.ts";
import { fillTemplate, type NameOption, nameInBackticks, renderTemplate, type TemplateValues } from "./error-text.ts";
import { OktaEdgeError, transportError } from "./errors.ts";
import { createOktaClient, type OktaClient } from "./okta-client.ts";
import { type PrivateKey, readPrivateKey } from "./private-key.ts";
import { readRateLimit } from "./rate-limit.ts";
import { createSend, type Send } from "./send.ts";
import { withTimeLimit } from "./time-limit.ts";
import type { TokenSet } from "./token-request.ts";

/** The steps of a check, in order. */
export type CheckStepName = "options" | "key" | "org" | "clock" | "exchange" | "dpop" | "scopes" | "role" | "budget";

/** The result of one step. It contains no key, assertion, proof or token. */
export interface CheckStep {
  /** The name of the step. */
  readonly step: CheckStepName;
  /** `warning`: the connection works, with a disadvantage. `skipped`: an earlier step failed. */
  readonly status: "ok" | "warning" | "failed" | "skipped";
  /** What was found. */
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** The `code` of the error, if there was one. */
  readonly code?: string | undefined;
  /** The option to correct, such as `orgUrl`. */
  readonly option?: string | undefined;
}

/** The result of a check. */
export interface CheckReport {
  /** Whether no step failed. */
  readonly ok: boolean;
  /** The steps, in the order in which they were made. */
  readonly steps: readonly CheckStep[];
}

/** Settings of {@link checkConnection} that are not options of the client. */
export interface CheckSettings {
  /**
   * Returns the reader's name of an option, such as `OKTA_ORG_URL` for `orgUrl`.
   *
   * @defaultValue the option in backticks
   */
  readonly nameOption?: NameOption | undefined;
}

/** Tolerated difference between the system clock and Okta's, in seconds. */
const CLOCK_TOLERANCE = 5;
/** Time limit of each step in milliseconds. */
const STEP_TIMEOUT = 8000;
/** Maximum number of bytes to read of a response. */
const MAX_BODY = 65_536;

/** A read-only request for each resource, by default for one entry of its list; the response shows whether an admin role allows it. */
const PROBES: readonly (readonly [resource: string, path?: string])[] = [
  ["users"],
  ["groups"],
  ["apps"],
  ["logs"],
  ["devices"],
  ["policies", "policies?type=OKTA_SIGN_ON"],
  ["networkZones", "zones?limit=1"],
  ["orgs", "org"],
  ["idps"],
  ["authorizationServers"],
  ["trustedOrigins"],
  ["eventHooks", "eventHooks"],
  ["inlineHooks", "inlineHooks"],
  ["roles", "iam/roles"],
  ["brands"],
  ["features", "features"],
  ["logStreams"],
  ["realms"],
  ["userTypes", "meta/types/user"],
  ["schemas", "meta/schemas/group/default"],
  ["apiTokens", "api-tokens"],
  ["domains", "domains"],
];

type Finding = Omit<CheckStep, "step">;

/**
 * Checks every step of a connection's set-up against the org: options, private key, org URL, clock, token exchange, DPoP, scopes,
 * admin role, and the remaining rate limit.
 *
 * It reports errors as steps instead of throwing them, changes nothing in the org, and uses no token cache.
 *
 * @param options - The options of `createOktaClient`.
 * @param settings - How to name options in the report.
 * @returns one entry per step; each takes at most eight seconds.
 *
 * @example
 * ```ts
 * import { checkConnection } from "@okta-edge/core/check";
 *
 * const { ok, steps } = await checkConnection({ orgUrl, clientId, privateKey, scopes: ["okta.users.read"] });
 * for (const { step, status, detail, hint } of steps) console.log(status, step, detail, hint ?? "");
 * ```
 */
export async function checkConnection(options: OktaClientOptions, settings: CheckSettings = {}): Promise<CheckReport> {
  const { nameOption = nameInBackticks } = settings;
  const { now = systemTime } = options;
  const steps: CheckStep[] = [];
  const add = (step: CheckStepName, finding: Finding) => {
    steps.push({ step, ...finding });
    return finding.status !== "failed";
  };
  const find: Find = (status, id, values) => {
    const [detail, hint, option]: ErrorTemplate = CHECK_TEXTS[id];
    return {
      status,
      detail: fillTemplate(detail, nameOption, values),
      ...(hint && { hint: renderTemplate(hint, nameOption, values) }),
      ...(option && { option }),
    };
  };
  const fail = (error: unknown): Finding => {
    if (!(error instanceof OktaEdgeError)) return find("failed", "unexpected");
    const { message, hint } = error.describe(nameOption);
    return { status: "failed", detail: message, hint, code: error.code, option: error.option };
  };
  const skip = (names: readonly CheckStepName[]) => {
    const failed = steps.find(({ status }) => status === "failed")?.step;
    for (const name of names) add(name, find("skipped", "skipped", { step: failed }));
    return { ok: false, steps };
  };

  let parsed: ParsedOptions;
  try {
    parsed = parseOptions(options);
    add("options", find("ok", "options_ok", { orgUrl: parsed.orgUrl, clientId: parsed.clientId }));
  } catch (error) {
    add("options", fail(error));
    return skip(["key", "org", "clock", "exchange", "dpop", "scopes", "role", "budget"]);
  }

  let privateKey: PrivateKey | undefined;
  try {
    privateKey = await readPrivateKey(parsed);
    add("key", describeKey(privateKey, parsed.keyId, find));
  } catch (error) {
    add("key", fail(error));
  }

  const { org, clock } = await checkOrg(parsed.orgUrl, createSend(options.fetch), now, find, fail);
  const isReached = add("org", org);
  add("clock", clock);
  if (!privateKey || !isReached) return skip(["exchange", "dpop", "scopes", "role", "budget"]);

  // A token from a cache would not test the key.
  const client = createOktaClient({
    ...options,
    privateKey,
    tokenCache: undefined,
    timeout: STEP_TIMEOUT,
    maxRetries: 0,
  });
  let tokenSet: TokenSet;
  try {
    tokenSet = await inTime(client.token());
    const seconds = Math.round(tokenSet.expiresAt - tokenSet.issuedAt);
    add("exchange", find("ok", "exchange_ok", { tokenType: tokenSet.tokenType, seconds }));
  } catch (error) {
    add("exchange", fail(error));
    return skip(["dpop", "scopes", "role", "budget"]);
  }
  add("dpop", describeDpop(tokenSet, parsed.dpop, find));
  add("scopes", compareScopes(parsed.scopes, tokenSet.scopes, find));
  const { role, budget } = await checkRole(client, tokenSet.scopes, find, fail);
  add("role", role);
  add("budget", budget ?? find("skipped", "skipped", { step: "role" }));
  return { ok: steps.every(({ status }) => status !== "failed"), steps };
}

/** Makes a finding from an entry of the table. */
type Find = (status: CheckStep["status"], id: keyof typeof CHECK_TEXTS, values?: TemplateValues) => Finding;

function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  return withTimeLimit(promise, STEP_TIMEOUT, () => transportError("timeout", { milliseconds: STEP_TIMEOUT }));
}

function describeKey(key: PrivateKey, keyIdOption: string | undefined, find: Find): Finding {
  const { algorithm, thumbprint } = key;
  const keyId = keyIdOption ?? key.keyId;
  if (keyId !== undefined) return find("ok", "key_ok", { algorithm, thumbprint, keyId });
  return find("warning", "key_without_id", { algorithm, thumbprint });
}

async function checkOrg(
  orgUrl: string,
  send: Send,
  now: () => number,
  find: Find,
  fail: (error: unknown) => Finding,
): Promise<{ readonly org: Finding; readonly clock: Finding }> {
  let clock = find("skipped", "clock_unknown");
  const ask = async (): Promise<Finding> => {
    let response: Response;
    try {
      response = await send(`${orgUrl}/.well-known/okta-organization`, { redirect: "manual" });
    } catch (error) {
      if (error instanceof OktaEdgeError) return fail(error);
      return find("failed", isWithoutTls(error) ? "org_without_tls" : "org_unreachable", { orgUrl });
    }
    const date = dateOf(response);
    if (date !== undefined) clock = compareClocks(date - now(), find);
    const id = await readOrgId(response).catch(() => undefined);
    if (id !== undefined) return find("ok", "org_ok", { id });
    return find("failed", "org_invalid", { orgUrl, status: response.status });
  };
  const timedOut = () => find("failed", "org_timeout", { orgUrl, seconds: STEP_TIMEOUT / 1000 });
  const org = await inTime(ask()).catch(timedOut);
  return { org, clock };
}

/** Reports whether a server returned something other than TLS. Only Node reports it. */
function isWithoutTls(error: unknown): boolean {
  const cause = error instanceof Error && (error.cause as { readonly code?: unknown } | undefined);
  return cause ? cause.code === "ERR_SSL_WRONG_VERSION_NUMBER" : false;
}

async function readOrgId(response: Response): Promise<string | undefined> {
  if (response.status !== 200) {
    discardBody(response);
    return undefined;
  }
  const { id } = JSON.parse((await readBoundedText(response, MAX_BODY)) ?? "");
  return typeof id === "string" ? id : undefined;
}

function compareClocks(offset: number, find: Find): Finding {
  const seconds = Math.round(Math.abs(offset));
  if (seconds <= CLOCK_TOLERANCE) return find("ok", "clock_ok", { seconds: CLOCK_TOLERANCE });
  return find("warning", offset > 0 ? "clock_behind" : "clock_ahead", { seconds });
}

function describeDpop({ tokenType }: TokenSet, mode: ParsedOptions["dpop"], find: Find): Finding {
  if (tokenType === "DPoP") return find("ok", "dpop_ok");
  return find(mode === "never" ? "ok" : "warning", "dpop_off");
}

function compareScopes(requested: readonly string[], granted: readonly string[], find: Find): Finding {
  const missing = requested.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return find("ok", "scopes_ok", { scopes: granted.join(" ") });
  return { ...find("failed", "scopes_missing", { scopes: missing.join(" ") }), code: "insufficient_scope" };
}

async function checkRole(
  client: OktaClient,
  scopes: readonly string[],
  find: Find,
  fail: (error: unknown) => Finding,
): Promise<{ readonly role: Finding; readonly budget: Finding | undefined }> {
  const probe = PROBES.find(
    ([resource]) => scopes.includes(`okta.${resource}.read`) || scopes.includes(`okta.${resource}.manage`),
  );
  if (!probe) return { role: find("skipped", "no_probe"), budget: find("skipped", "no_probe") };
  const [resource, rest = `${resource}?limit=1`] = probe;
  const path = `/api/v1/${rest}`;
  const request = `GET ${path.replace(/\?.*/, "")}`;
  let budget: Finding | undefined;
  const ask = async (): Promise<Finding> => {
    const response = await client.fetch(path);
    budget = describeBudget(response, request, find);
    if (!response.ok) {
      const finding = fail(await toApiError(response, systemTime()));
      // Any other status says nothing about the role.
      return response.status === 401 || response.status === 403 ? finding : { ...finding, status: "warning" };
    }
    discardBody(response);
    return find("ok", "role_ok", { request, status: response.status });
  };
  const role = await inTime(ask()).catch(fail);
  return { role, budget };
}

function describeBudget({ headers }: Response, request: string, find: Find): Finding {
  const rateLimit = readRateLimit(headers);
  if (!rateLimit) return find("skipped", "budget_unknown");
  const { limit, remaining } = rateLimit;
  const isLow = remaining * 10 < limit;
  return find(isLow ? "warning" : "ok", isLow ? "budget_low" : "budget_ok", { request, remaining, limit });
}
