import type { OktaSpec } from "../../../actions/test/support/okta-spec.ts";
import { OPERATIONS } from "../../src/http/operations.ts";
import { type Answer, call, getToken } from "../support/client.ts";
import { collectionCases } from "../support/collection-cases.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { BODIES } from "./bodies.ts";
import { smallestBody } from "./body.ts";
import { NEW, PARAMETERS } from "./parameters.ts";
import { REQUESTS } from "./requests.ts";
import type { Made } from "./scene.ts";

type Members = Record<string, unknown>;

/** An operation by its method and its path. */
export interface Named {
  readonly method: string;
  readonly path: string;
}

/** A fresh org to send requests to. */
export interface Walk {
  readonly org: TestOrg;
  send(method: string, path: string, body?: unknown): Promise<Answer>;
  /** What a list has. */
  list(path: string): Promise<Members[]>;
  /** Makes something, and gives its ID. */
  make(path: string, body?: unknown): Promise<string>;
  /** A path with its parameters filled: with what is there, or with what is made for it. */
  fill(path: string, isNew?: boolean): Promise<string>;
  /** The body to make one of a collection with. */
  bodyFor(list: string, at: string): Promise<unknown>;
}

/** Makes the path and the body of a request. */
export type Request = (walk: Walk) => Made<readonly [path: string, body?: unknown]>;

/** A path without the names of its parameters. */
export const bare = (path: string) => path.replaceAll(/\{\w+\}/g, "{}");

const known = new Set(OPERATIONS.map(({ method, path }) => `${method} ${bare(path)}`));
const SCOPES = [...new Set(OPERATIONS.map(({ scope }) => scope))].join(" ");

/** Makes an org with a token for everything. */
export async function startWalk(spec: OktaSpec): Promise<Walk> {
  const org = await makeOrg({ rateLimits: false });
  const token = await getToken(org, { form: { scope: SCOPES } });
  const send: Walk["send"] = (method, path, body) => call(org, token, path, method, body === undefined ? {} : { body });
  const cases = Object.values(collectionCases(send));
  const walk: Walk = { org, send, list, make, fill, bodyFor };
  return walk;

  async function list(path: string): Promise<Members[]> {
    const { body } = await send("GET", path);
    return (Array.isArray(body) ? body : Object.values(body ?? {}).find(Array.isArray)) ?? [];
  }

  async function make(path: string, body?: unknown): Promise<string> {
    const answer = await send("POST", path, body);
    const id = answer.body?.id ?? answer.body?.kid ?? answer.body?.resource?.id;
    if (typeof id !== "string") throw new Error(`Nothing is made at ${path}: ${answer.status} ${answer.text}`);
    return id;
  }

  async function bodyFor(template: string, at: string): Promise<unknown> {
    const own = BODIES[template];
    if (own) return typeof own === "function" ? own(walk, at) : own;
    const one = cases.find(({ path, template: known }) => (known ?? String(path).replace(/\?.*/, "")) === template);
    if (one) return typeof one.body === "function" ? one.body() : one.body;
    const schema = spec.requestBody("POST", template);
    return schema && smallestBody(spec, schema);
  }

  async function fill(path: string, isNew = false): Promise<string> {
    const parts = path.split(/(\{\w+\})/);
    let [template, filled] = ["", ""];
    for (const [place, part] of parts.entries()) {
      template += bare(part);
      if (!part.startsWith("{")) {
        filled += part;
        continue;
      }
      const collection = template.replace(/\/\{\}$/, "");
      const rest = parts.slice(place + 1).join("");
      const isLast = rest === "" || rest.startsWith("/lifecycle");
      filled += encodeURIComponent(await idIn(collection, filled.replace(/\/$/, ""), isNew && isLast));
    }
    return filled;
  }

  /** The ID of one of a collection: a known one, a new one, or the first that is there. */
  async function idIn(collection: string, at: string, isNew: boolean): Promise<string> {
    const canBeMade = known.has(`POST ${collection}`);
    const makeOne = async () => make(at, await bodyFor(collection, at));
    if (isNew && canBeMade && NEW.has(collection)) return makeOne();
    const parameter = PARAMETERS[collection];
    if (parameter !== undefined) return typeof parameter === "string" ? parameter : parameter(walk, at);
    const [first] = known.has(`GET ${collection}`) ? await list(at) : [];
    const id = first?.id ?? first?.kid ?? first?.name;
    if (typeof id === "string") return id;
    if (canBeMade) return makeOne();
    throw new Error(`There is nothing at ${at}.`);
  }
}

/** Makes one of a list that is empty, so that there is one to look at. */
export async function fillList(walk: Walk, { method, path }: Named): Promise<void> {
  const template = bare(path);
  if (method !== "GET" || REQUESTS[`GET ${template}`] || !known.has(`POST ${template}`)) return;
  const at = await walk.fill(path);
  const { status, body } = await walk.send("GET", at);
  if (status === 200 && Array.isArray(body) && body.length === 0)
    await walk.send("POST", at, await walk.bodyFor(template, at));
}

/** Sends a request that an operation accepts. */
export async function request(walk: Walk, spec: OktaSpec, { method, path }: Named): Promise<Answer> {
  const own = REQUESTS[`${method} ${bare(path)}`];
  if (own) {
    const [target, body] = await own(walk);
    return walk.send(method, target, body);
  }
  const isWrite = method !== "GET";
  const target = await walk.fill(path, isWrite);
  if (method === "DELETE" && known.has(`POST ${bare(path)}/lifecycle/deactivate`))
    await walk.send("POST", `${target}/lifecycle/deactivate`);
  const schema = spec.requestBody(method, path);
  if (!isWrite || method === "DELETE") return walk.send(method, target);
  if (method === "POST" && !/\{\w+\}$/.test(path))
    return walk.send(method, target, schema || BODIES[bare(path)] ? await walk.bodyFor(bare(path), target) : undefined);
  if (!schema) return walk.send(method, target);
  // What replaces or updates one is what it is made with, or as it is.
  const collection = bare(path).replace(/\/\{\}$/, "");
  const isItem = collection !== bare(path) && known.has(`POST ${collection}`);
  const body = BODIES[bare(path)]
    ? await walk.bodyFor(bare(path), target)
    : isItem
      ? await walk.bodyFor(collection, target.replace(/\/[^/]*$/, ""))
      : smallestBody(spec, schema);
  return walk.send(method, target, body);
}
