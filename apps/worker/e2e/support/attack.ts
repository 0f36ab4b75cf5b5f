import { setTimeout as sleep } from "node:timers/promises";
import type { AttackLab, CallerName } from "./attack-lab.ts";
import { exchangeBytes, type RawRequest, type RawResponse, readRaw, writeRaw } from "./raw-http.ts";
import type { Answer, ReceivedRequest, RecordedOrg } from "./recorded-org.ts";

/** Something that is tried, and all that may come of it. */
export interface Attack {
  /** What is tried, in a line. */
  readonly name: string;
  /** Who tries it. Default: `reader`; null for a request without a key. */
  readonly caller?: CallerName | null | undefined;
  readonly request: RawRequest | ((lab: AttackLab) => RawRequest | Promise<RawRequest>);
  /** What the org at home answers, in place of the truth. */
  readonly lie?: ((lab: AttackLab) => Answer) | undefined;
  /** Whether it lies to requests for a token as well. */
  readonly liesAboutTokens?: boolean | undefined;
  /** The status that is right, or the several; 0 if the connection may be closed without an answer. */
  readonly status: number | readonly number[];
  /** The code in its audit line, which also names the caller. Default: not looked at. */
  readonly reason?: string | undefined;
  /** The calls that the org at home may see, such as `GET /api/v1/users`. Default: none. */
  readonly home?: readonly string[] | ((lab: AttackLab) => readonly string[]) | undefined;
  /**
   * What the Worker asks the org at home for itself before: with a token of its own that no caller gets, in any order, whatever the number
   * of repetitions and pages.
   */
  readonly asks?: ((lab: AttackLab) => readonly string[]) | undefined;
  /** The calls that the other org may see. Default: none. */
  readonly eu?: readonly string[] | undefined;
  /** Whether the request is refused by workerd or what is in front of it: the Worker does not see it. */
  readonly isRefusedBefore?: boolean | undefined;
  /** Says of what came so far that it is enough; the caller then hangs up. */
  readonly enough?: ((received: string) => boolean) | undefined;
  /** Milliseconds after which the caller hangs up. */
  readonly timeout?: number | undefined;
  /** What goes on at the same time. Resolves, once it has begun, with how to end it. */
  readonly meanwhile?: ((lab: AttackLab) => Promise<() => Promise<void>>) | undefined;
  /** Looks closer: throws if something is wrong. */
  readonly check?: ((outcome: Outcome, lab: AttackLab) => void | Promise<void>) | undefined;
}

/** What came of an attack. */
export interface Outcome {
  readonly response: RawResponse;
  /** The calls of the Management API that reached the org at home, and the other one. */
  readonly home: readonly ReceivedRequest[];
  readonly eu: readonly ReceivedRequest[];
  /** Connections to the place where no request should arrive. */
  readonly elsewhere: number;
}

/** Milliseconds. */
const AFTERMATH = 500;

/** Carries an attack out and waits for what comes of it. */
export async function carryOut(lab: AttackLab, attack: Attack): Promise<Outcome> {
  const { caller = "reader", request, lie, enough, timeout } = attack;
  const { headers = [], ...rest } = typeof request === "function" ? await request(lab) : request;
  const before = { home: lab.home.received.length, eu: lab.eu.received.length, elsewhere: lab.elsewhere.connections() };
  const authorization = caller === null ? [] : [["Authorization", `Bearer ${lab.keys[caller]}`] as const];
  lab.home.lie = lie && { answer: lie(lab), aboutTokens: attack.liesAboutTokens === true };
  try {
    const end = await attack.meanwhile?.(lab);
    const bytes = writeRaw(lab.port, { ...rest, headers: [...authorization, ...headers] });
    const response = readRaw(await exchangeBytes(lab.port, bytes, { enough, timeout }).catch(() => ""));
    await end?.();
    // What the Worker sends to Okta after the caller has gone comes a little later.
    if (timeout !== undefined) await sleep(AFTERMATH);
    lab.transcript.push(response.bytes);
    return {
      response,
      home: callsSince(lab.home, before.home),
      eu: callsSince(lab.eu, before.eu),
      elsewhere: lab.elsewhere.connections() - before.elsewhere,
    };
  } finally {
    lab.home.lie = undefined;
  }
}

function callsSince({ received }: RecordedOrg, start: number): readonly ReceivedRequest[] {
  return received.slice(start).filter(({ target, isComplete }) => isComplete && target !== "/oauth2/v1/token");
}

/** Whether the Worker itself answered, not workerd nor what is in front of it. */
export function isFromWorker({ response }: Outcome): boolean {
  return response.headers.has("x-request-id");
}

/** What an outcome shows that must not be, line by line; nothing for an attack that failed as it should. */
export function breachesOf(attack: Attack, outcome: Outcome, lab: AttackLab): readonly string[] {
  const { eu = [], caller = "reader" } = attack;
  const home = typeof attack.home === "function" ? attack.home(lab) : (attack.home ?? []);
  const breaches: string[] = [];
  const namesOf = (calls: readonly ReceivedRequest[]) => calls.map(({ method, target }) => `${method} ${target}`);
  const expectCalls = (org: string, seen: readonly string[], expected: readonly string[]) => {
    if (seen.join("\n") !== expected.join("\n")) breaches.push(`${org} saw ${seen.join(", ") || "nothing"}`);
  };
  const own = ownReads(attack, outcome);
  const others = outcome.home.filter((call) => !own.includes(call));
  expectCalls("home", namesOf(others), home);
  if (attack.asks) {
    const asked = new Set(namesOf(own).map((name) => name.replace(/\?.*/, "")));
    expectCalls("home, of the Worker's own,", [...asked].sort(), [...attack.asks(lab)].sort());
  }
  expectCalls("eu", namesOf(outcome.eu), eu);
  if (outcome.elsewhere > 0) breaches.push("a request went elsewhere");
  for (const call of own) breaches.push(...breachesOfHeaders(call, lab.home));
  for (const call of others) breaches.push(...breachesOfCall(call, lab.home, caller, lab));
  for (const call of outcome.eu) breaches.push(...breachesOfCall(call, lab.eu, caller, lab));
  if (isFromWorker(outcome)) breaches.push(...breachesOfAnswer(outcome.response));
  return breaches;
}

/** What Okta may see: what the Worker speaks for itself, and what a caller may say. `cf-worker`, `cache-control` and `pragma` are workerd's own. */
const KNOWN_REQUEST_HEADERS = new Set(
  "host accept accept-language authorization cache-control cf-worker content-length content-type dpop if-match if-none-match pragma prefer user-agent".split(
    " ",
  ),
);

function breachesOfCall(
  call: ReceivedRequest,
  org: RecordedOrg,
  caller: CallerName | null,
  lab: AttackLab,
): readonly string[] {
  const scopes = scopesOf(call);
  const own = caller === null ? "" : lab.scopesOf(caller).join(" ");
  const wrong = scopes === own ? [] : [`${call.target} came with a token for ${scopes}, not ${own}`];
  return [...breachesOfHeaders(call, org), ...wrong];
}

function breachesOfHeaders({ rawHeaders, target }: ReceivedRequest, { url }: RecordedOrg): readonly string[] {
  const breaches: string[] = [];
  const headers = new Map<string, string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    if (headers.has(name)) breaches.push(`${target} came with ${name} twice`);
    if (!KNOWN_REQUEST_HEADERS.has(name)) breaches.push(`${target} came with ${name}`);
    headers.set(name, rawHeaders[at + 1] ?? "");
  }
  if (headers.get("host") !== new URL(url).host) breaches.push(`${target} came for ${headers.get("host")}`);
  return breaches;
}

/** What tokens of the Worker's own are for, with which it asks who is protected. */
export const OWN_SCOPES = [
  "okta.roles.read okta.users.read",
  "okta.roles.read",
  "okta.groups.read okta.roles.read",
  "okta.groups.read okta.roles.read okta.users.read",
];

/** What the Worker has asked the org at home for itself. */
export function ownReads({ asks }: Attack, { home }: Outcome): readonly ReceivedRequest[] {
  return asks ? home.filter(isOwnRead) : [];
}

function isOwnRead(call: ReceivedRequest): boolean {
  return call.method === "GET" && OWN_SCOPES.includes(scopesOf(call));
}

/** The scopes of the token in an `Authorization` header, sorted. */
function scopesOf({ rawHeaders }: ReceivedRequest): string {
  const place = rawHeaders.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === "authorization");
  const authorization = place < 0 ? "" : (rawHeaders[place + 1] ?? "");
  const [, payload = ""] = /^DPoP [\w-]+\.([\w-]+)\./.exec(authorization) ?? [];
  const { scp = [] }: { scp?: string[] } = payload ? JSON.parse(Buffer.from(payload, "base64url").toString()) : {};
  return [...scp].sort().join(" ");
}

/** The headers that every answer of the Worker has. */
const GUARDS: Readonly<Record<string, RegExp>> = {
  "cache-control": /^no-store(, no-transform)?$/,
  "content-security-policy": /^default-src 'none';.*frame-ancestors 'none'$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "referrer-policy": /^no-referrer$/,
  "strict-transport-security": /^max-age=\d{8,}/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^SAMEORIGIN$/,
};

/** What an answer must not hold: anything that stores, leads away or opens something. */
const FORBIDDEN =
  /^(set-cookie|location|refresh|content-location|alt-svc|clear-site-data|access-control-allow-credentials|server|x-powered-by)$/;

/** Where the Worker may lead a client: to itself, by https. `wrangler dev` writes http in its place: test/response-headers.test.ts has the rest. */
const OWN_LOCATION = /^https?:\/\/127\.0\.0\.1:\d+\//;

function breachesOfAnswer({ status, headers, bytes }: RawResponse): readonly string[] {
  const breaches: string[] = [];
  for (const [name, expected] of Object.entries(GUARDS)) {
    const values = headers.get(name) ?? [];
    if (values.length !== 1 || !expected.test(values[0] ?? "")) breaches.push(`${name} is ${values.join(" and ")}`);
  }
  for (const [name, [value = ""]] of headers) {
    const isRedirect = name === "location" && status === 308 && OWN_LOCATION.test(value);
    if (FORBIDDEN.test(name) && !isRedirect) breaches.push(`the answer has ${name}: ${value}`);
  }
  if ((bytes.match(/^HTTP\/1\.1 \d{3} /gm)?.length ?? 0) > 1) breaches.push("there are two answers");
  return breaches;
}
