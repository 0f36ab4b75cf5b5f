import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Client, DefaultRequestExecutor } from "@okta/okta-sdk-nodejs";
import { type ClientRun, outcomeOfCall, type StepResult, startRun } from "./client-run.ts";
import { administratorsDay } from "./okta-sdk-day.mjs";
import type { Tap } from "./tap.ts";

const require = createRequire(import.meta.url);
const sdk: { Client: typeof Client; DefaultRequestExecutor: typeof DefaultRequestExecutor } =
  require("@okta/okta-sdk-nodejs");

/** A client of Okta's SDK, and the calls that it has made. */
export interface TappedClient extends Pick<Tap, "calls"> {
  readonly client: Client;
}

/** Makes a client of Okta's SDK. */
export function makeClient(settings: Readonly<Record<string, unknown>>): Client {
  // A 429 is a result here. The SDK knows `testing`, its types do not.
  const requestExecutor = new sdk.DefaultRequestExecutor({ maxRetries: 0, requestTimeout: 0 });
  const testing = { disableHttpsCheck: true };
  return new sdk.Client({ ...settings, cacheMiddleware: null, requestExecutor, testing } as never);
}

/** Makes a client with the Worker for an org, and a caller's key for its API token. */
export function clientOfWorker(tap: Tap, token: string): TappedClient {
  return { client: makeClient({ orgUrl: tap.url, token }), calls: tap.calls };
}

/** An administrator's day: steps that look closely at what comes back. */
export async function runAdministratorsDay(tapped: TappedClient): Promise<ClientRun> {
  const run = startRun("okta-sdk-nodejs 8.1.0: an administrator's day", tapped);
  await administratorsDay(tapped.client, run.step);
  return run;
}

/** An operation of the SDK, as its source has it. */
interface SdkOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Parameters that must be there, with something for each. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Calls a read and a write of every API class, with made-up IDs: whether the call reaches Okta as it is meant. */
export async function runEveryClass(tapped: TappedClient): Promise<ClientRun> {
  const { client } = tapped;
  const results: StepResult[] = [];
  for (const [property, api] of Object.entries(client)) {
    if (!/Api$/.test(property) || typeof api !== "object" || api === null) continue;
    const operations = readOperations(api.constructor.name);
    for (const isRead of [true, false]) {
      const wanted = operations.filter(({ method }) => (method === "GET") === isRead);
      const step = await callFirst(tapped, api as SdkApi, wanted);
      if (step) results.push({ ...step, name: `${property}.${step.name}` });
    }
  }
  return {
    client: "okta-sdk-nodejs 8.1.0: a read and a write of every class",
    results,
    step: startRun("", tapped).step,
  };
}

type SdkApi = Readonly<Record<string, (parameters: unknown) => Promise<unknown>>>;

/** Calls the first operation that the SDK sends; undefined if there is none: it checks some bodies itself. */
async function callFirst(
  tap: Pick<Tap, "calls">,
  api: SdkApi,
  operations: readonly SdkOperation[],
): Promise<StepResult | undefined> {
  for (const { name, method, path, parameters } of operations) {
    const before = tap.calls.length;
    try {
      const result = await api[name]?.(parameters);
      // A collection sends nothing before it is read.
      if (isCollection(result)) await result.next();
    } catch {
      // What the SDK makes of the response is not the point here.
    }
    const call = tap.calls[before];
    if (!call) continue;
    // The Worker checks the body of a curated action, and an empty one is not what this is about.
    if (call.code === "invalid_input") continue;
    const isSame = call.method === method && matchesTemplate(call.target, path);
    const outcome = isSame ? outcomeOfCall(call) : "failed";
    const detail = outcome === "failed" ? `${method} ${call.target} ${call.status} ${call.code ?? ""}` : "";
    return { name, outcome, detail };
  }
  return undefined;
}

function isCollection(value: unknown): value is { next(): Promise<unknown> } {
  return typeof value === "object" && value !== null && "next" in value && typeof value.next === "function";
}

function matchesTemplate(target: string, path: string): boolean {
  const pattern = path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${pattern}(\\?.*)?$`).test(target);
}

const APIS = join(dirname(require.resolve("@okta/okta-sdk-nodejs")), "generated", "apis");

/** Reads the operations of an API class out of the SDK's source. */
function readOperations(className: string): readonly SdkOperation[] {
  const source = readFileSync(join(APIS, `${className.replace(/^Object/, "")}.js`), "utf8");
  const [factory = ""] = source.split("ResponseProcessor {");
  return factory
    .split(/\n {2}async /)
    .slice(1)
    .flatMap((text): readonly SdkOperation[] => {
      const name = /^(\w+)/.exec(text)?.[1];
      const path = /const path = '([^']+)'/.exec(text)?.[1];
      const method = /HttpMethodEnum\.(\w+)/.exec(text)?.[1];
      if (!name || !path || !method) return [];
      const inPath = [...text.matchAll(/\['(\w+)'\]: String\((\w+)\)/g)].map(([, , parameter = ""]) => [
        parameter,
        "x1",
      ]);
      const required = [...text.matchAll(/RequiredError\('\w+', '\w+', '(\w+)'\)/g)].map(([, parameter = ""]) => [
        parameter,
        text.includes(`setQueryParam('${parameter}'`) ? "x" : {},
      ]);
      return [{ name, path, method, parameters: { ...Object.fromEntries(required), ...Object.fromEntries(inPath) } }];
    });
}
