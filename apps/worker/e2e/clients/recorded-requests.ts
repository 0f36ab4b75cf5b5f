import type { RecordedClient, RecordedRequest } from "./automation-requests.ts";
import { type ClientRun, startRun } from "./client-run.ts";
import type { Tap } from "./tap.ts";

const GOOD = [200, 201, 204];

/** Sends the recorded requests of a client. A request succeeds with one of its statuses. */
export async function sendRecorded(tap: Tap, token: string, recorded: RecordedClient): Promise<ClientRun> {
  const run = startRun(recorded.client, tap);
  const saved = new Map<string, unknown>([["stamp", Date.now().toString(36)]]);
  for (const request of recorded.requests) {
    await run.step(request.name, async () => {
      const { statuses = GOOD, save = {} } = request;
      const response = await send(tap, token, request, recorded.headers, saved);
      const text = await response.text();
      if (!statuses.includes(response.status)) throw new Error(`${response.status}: ${text.slice(0, 200)}`);
      for (const [name, place] of Object.entries(save)) saved.set(name, pick(place, text, response.headers));
    });
  }
  return run;
}

function send(
  tap: Tap,
  token: string,
  { method, target, body, headers, key = "SSWS <key>" }: RecordedRequest,
  common: Readonly<Record<string, string>>,
  saved: ReadonlyMap<string, unknown>,
): Promise<Response> {
  const credential = key === "X-API-Key" ? { "x-api-key": token } : { authorization: key.replace("<key>", token) };
  const init: RequestInit = { method, headers: { ...common, ...headers, ...credential } };
  if (body !== undefined) init.body = JSON.stringify(fill(body, saved));
  return fetch(tap.url + fill(target, saved), init);
}

/** Puts what was saved in the place of `{name}`: as it is where this is the whole text. */
function fill(value: unknown, saved: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === "string") {
    const [, whole] = /^\{(\w+)\}$/.exec(value) ?? [];
    if (whole) return find(saved, whole);
    return value.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(find(saved, name)));
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, saved));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, saved)]));
}

function find(saved: ReadonlyMap<string, unknown>, name: string): unknown {
  if (!saved.has(name)) throw new Error(`Nothing was saved as ${name}: an earlier request failed.`);
  return saved.get(name);
}

/** Reads a place of a response: a path of members, or a parameter of the link to the next page. */
function pick(place: string, text: string, headers: Headers): unknown {
  const [, parameter] = /^link:(\w+)$/.exec(place) ?? [];
  if (parameter) {
    const next = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
    return next && new URL(next).searchParams.get(parameter);
  }
  let value: unknown = JSON.parse(text);
  for (const name of place.split(".")) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  if (value === undefined) throw new Error(`The response has no ${place}.`);
  return value;
}
