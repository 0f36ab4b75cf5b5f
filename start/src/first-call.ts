import { LOCAL_CALLER_KEY } from "../../apps/worker/local/sandbox-settings.ts";
import { printStep, printTable } from "./print.ts";

interface Column {
  readonly title: string;
  /** Returns the cell of an item. */
  readonly cell: (item: Item) => unknown;
}

interface Item {
  readonly [name: string]: unknown;
  readonly profile?: Readonly<Record<string, unknown>>;
  readonly actor?: Readonly<Record<string, unknown>>;
  readonly outcome?: Readonly<Record<string, unknown>>;
}

/** A call that shows something of an org. */
export interface FirstCall {
  /** The resource in the scope that it needs: `users` of okta.users.read. */
  readonly resource: string;
  readonly path: string;
  readonly noun: string;
  readonly columns: readonly Column[];
}

const STATUS: Column = { title: "status", cell: ({ status }) => status };
const NAME: Column = { title: "name", cell: ({ name }) => name };

/** The calls to choose from, the most telling first. */
export const FIRST_CALLS: readonly FirstCall[] = [
  {
    resource: "users",
    path: "/api/v1/users?limit=25",
    noun: "users",
    columns: [
      STATUS,
      { title: "login", cell: ({ profile }) => profile?.login },
      { title: "name", cell: ({ profile }) => [profile?.firstName, profile?.lastName].filter(Boolean).join(" ") },
      { title: "department", cell: ({ profile }) => profile?.department },
    ],
  },
  {
    resource: "groups",
    path: "/api/v1/groups?limit=25",
    noun: "groups",
    columns: [
      { title: "type", cell: ({ type }) => type },
      { title: "name", cell: ({ profile }) => profile?.name },
      { title: "description", cell: ({ profile }) => profile?.description },
    ],
  },
  {
    resource: "apps",
    path: "/api/v1/apps?limit=25",
    noun: "apps",
    columns: [
      STATUS,
      { title: "label", cell: ({ label }) => label },
      { title: "sign-on", cell: (app) => app.signOnMode },
    ],
  },
  {
    resource: "logs",
    path: "/api/v1/logs?limit=25&sortOrder=DESCENDING",
    noun: "events",
    columns: [
      { title: "published", cell: ({ published }) => published },
      { title: "event", cell: ({ eventType }) => eventType },
      { title: "actor", cell: ({ actor }) => actor?.displayName },
      { title: "result", cell: ({ outcome }) => outcome?.result },
    ],
  },
  {
    resource: "devices",
    path: "/api/v1/devices?limit=25",
    noun: "devices",
    columns: [
      STATUS,
      { title: "name", cell: ({ profile }) => profile?.displayName },
      { title: "platform", cell: ({ profile }) => profile?.platform },
    ],
  },
  { resource: "policies", path: "/api/v1/policies?type=OKTA_SIGN_ON", noun: "policies", columns: [STATUS, NAME] },
  { resource: "networkZones", path: "/api/v1/zones?limit=25", noun: "network zones", columns: [STATUS, NAME] },
  {
    resource: "orgs",
    path: "/api/v1/org",
    noun: "org",
    columns: [STATUS, { title: "company", cell: ({ companyName }) => companyName }],
  },
];

/** The rows that are printed of a list. */
const ROWS = 8;

/** The response to a call. */
export interface CallResult {
  readonly call: FirstCall;
  readonly status: number;
  readonly milliseconds: number;
  /** What came back; empty when the call failed. */
  readonly items: readonly Item[];
  /** Why it failed, and what to do about it. */
  readonly reason: string;
  readonly hint: string | undefined;
}

/** Returns the calls that a connection's scopes allow. `okta.users.manage` allows what `okta.users.read` does. */
function callsFor(scopes: readonly string[]): readonly FirstCall[] {
  return FIRST_CALLS.filter(
    ({ resource }) => scopes.includes(`okta.${resource}.read`) || scopes.includes(`okta.${resource}.manage`),
  );
}

/** Makes a call through the Worker. `base` is the Worker's URL, with `/connections/{name}` for another than the default one. */
export async function makeCall(base: string, call: FirstCall, signal: AbortSignal): Promise<CallResult> {
  const start = performance.now();
  const response = await fetch(`${base}${call.path}`, {
    headers: { authorization: `Bearer ${LOCAL_CALLER_KEY}` },
    signal,
  });
  const body: unknown = await response.json().catch(() => undefined);
  const milliseconds = Math.round(performance.now() - start);
  const { status, headers } = response;
  if (response.ok) {
    const items = (Array.isArray(body) ? body : [body]) as readonly Item[];
    return { call, status, milliseconds, items, reason: "", hint: undefined };
  }
  const { detail, hint, errorSummary } = (body ?? {}) as Partial<Record<"detail" | "hint" | "errorSummary", string>>;
  const reason = `${status}: ${detail ?? errorSummary ?? response.statusText}`;
  return { call, status, milliseconds, items: [], reason, hint: hint ?? headers.get("okta-edge-hint") ?? undefined };
}

/**
 * Makes the first call that works of those that the scopes allow, and prints what came back, or why none works.
 *
 * @returns the call that worked.
 */
export async function showFirstCall(
  base: string,
  scopes: readonly string[],
  signal: AbortSignal,
): Promise<FirstCall | undefined> {
  const calls = callsFor(scopes);
  let failure: CallResult | undefined;
  for (const call of calls) {
    const result = await makeCall(base, call, signal);
    if (result.reason === "") {
      printStep("ok", titleOf(call), `${result.items.length} ${call.noun} in ${result.milliseconds} ms`);
      printItems(result);
      return call;
    }
    failure ??= result;
  }
  if (failure) printStep("failed", titleOf(failure.call), failure.reason, failure.hint);
  else printStep("skipped", "first call", `No list can be read with ${scopes.join(" ") || "no scopes"}.`);
  return undefined;
}

/** Prints the first items of a list. */
export function printItems({ call: { columns }, items }: CallResult): void {
  const rows = items.slice(0, ROWS).map((item) => columns.map(({ cell }) => String(cell(item) ?? "")));
  if (rows.length > 0) {
    printTable(
      columns.map(({ title }) => title),
      rows,
    );
  }
  if (items.length > ROWS) console.log("   …");
}

/** Names a call without its query. */
export function titleOf({ path }: FirstCall): string {
  return `GET ${path.replace(/\?.*/, "")}`;
}
