import type { Documents } from "@okta-edge/actions/documents";
import type { listOperations } from "@okta-edge/actions/operations";
import type { Context } from "hono";
import type { Caller, hasConnection } from "../callers/callers.ts";
import type { callerActions } from "../gateway/caller-actions.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { readAtMost } from "../http/bounded-bytes.ts";
import type { Fetch } from "../http/fetch.ts";
import { isForLoopback } from "../http/loopback.ts";
import type { noSuchConnection } from "../http/problem.ts";
import { startTimeLimit } from "../http/time-limit.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import type { markInner } from "../middleware/inner-call.ts";
import type { answerProblem } from "../middleware/problem-response.ts";
import type { findRoute } from "../proxy/route.ts";
import type { DeclaredConnection } from "../settings/connection-settings.ts";
import { toForm } from "./file-argument.ts";
import type { McpHost } from "./host.ts";
import { serveMcp } from "./serve.ts";

/** Bytes of an MCP message. */
const MAX_MESSAGE = 1024 * 1024;

/** What the MCP server uses of the Worker. It is passed, so that this module, which is loaded on demand, does not contain it again. */
export interface WorkerParts {
  readonly version: string;
  readonly callerActions: typeof callerActions;
  readonly documents: () => Documents;
  readonly listOperations: typeof listOperations;
  readonly findRoute: typeof findRoute;
  readonly markInner: typeof markInner;
  readonly hasConnection: typeof hasConnection;
  readonly noSuchConnection: typeof noSuchConnection;
  readonly answerProblem: typeof answerProblem;
  readonly defaultConnection: string;
  /** Sends a request through the app. */
  readonly send: Fetch;
}

/**
 * Serves the Model Context Protocol. A tool call becomes a request to the route of its action, which is sent through the app with the
 * caller that is authenticated already, so that every check, limit and audit line of the route applies.
 */
export async function answerMcp(c: Context<AppEnv>, caller: Caller, parts: WorkerParts): Promise<Response> {
  const { gateway, trail } = c.var;
  const { raw } = c.req;
  const { answerProblem, hasConnection, noSuchConnection, defaultConnection } = parts;
  trail.via = "mcp";
  const origin = c.req.header("origin");
  if (origin !== undefined && !trustedOrigins(raw, gateway).includes(origin)) {
    const detail = "Only pages of this Worker and of ALLOWED_ORIGINS may call the MCP server.";
    return answerProblem(c, { status: 403, code: "origin_not_allowed", title: "Origin not allowed", detail });
  }
  const name = c.req.param("connection") ?? defaultConnection;
  const declared = hasConnection(caller, name) ? gateway.connections().get(name) : undefined;
  if (!declared) return answerProblem(c, noSuchConnection());
  trail.connection = name;
  if (raw.method !== "POST") {
    const detail = "The MCP server keeps no session. It supports POST.";
    return answerProblem(c, {
      status: 405,
      code: "method_not_allowed",
      title: "Method not allowed",
      detail,
      headers: { allow: "POST" },
    });
  }
  const { timeout } = gateway.settings();
  const bytes = await startTimeLimit(timeout).within(readMessage(raw).catch(() => undefined));
  if (!bytes) {
    const detail = `The body must arrive within TIMEOUT and must not exceed ${MAX_MESSAGE} bytes.`;
    return answerProblem(c, { status: 413, code: "body_too_large", title: "Body too large", detail });
  }
  const body = parse(bytes);
  const method = (body as { readonly method?: unknown } | undefined)?.method;
  trail.action =
    typeof method === "string" && /^[a-z/_]{1,40}$/i.test(method) ? `mcp.${method.replaceAll("/", ".")}` : "mcp";
  return serveMcp(
    raw,
    body,
    createHost(c, caller, { ...parts, name, declared, names: await usableBy(gateway, caller, parts) }),
  );
}

/** Reads the body of a message; undefined if it is too long. One that says its length is read at once. */
async function readMessage(request: Request): Promise<Uint8Array | undefined> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (length > MAX_MESSAGE) return undefined;
  return length >= 0 ? new Uint8Array(await request.arrayBuffer()) : readAtMost(request.body, MAX_MESSAGE);
}

/**
 * The origins whose pages may call. A page that reached a Worker by DNS rebinding has that Worker's own origin, but neither a certificate
 * for it nor a loopback address as its host.
 */
function trustedOrigins(request: Request, gateway: Gateway): readonly string[] {
  const { allowedOrigins } = gateway.settings();
  const { origin, protocol } = new URL(request.url);
  return protocol === "https:" || isForLoopback(request) ? [origin, ...allowedOrigins] : allowedOrigins;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return undefined;
  }
}

interface HostOptions extends WorkerParts {
  readonly name: string;
  readonly declared: DeclaredConnection;
  /** The names of what the caller may call. */
  readonly names: ReadonlySet<string>;
}

type InnerTrail = Parameters<typeof markInner>[1]["trail"];

function createHost(c: Context<AppEnv>, caller: Caller, parts: HostOptions): McpHost {
  const { name, declared, names, version, documents, listOperations, findRoute, markInner, send } = parts;
  const { gateway, trail } = c.var;
  const { passThrough } = gateway.settings();
  // KV would not do: it accepts the same confirmation in two locations for up to a minute.
  const { IDEMPOTENCY: stores } = c.env;
  const { url } = c.req;
  const prefix = c.req.param("connection") === undefined ? "" : `/connections/${name}`;
  return {
    caller: caller.name,
    connection: name,
    version,
    documents: documents(),
    mayDestroy: caller.mcp?.destructive === true || caller.declaration?.maxRisk === "destructive",
    isUnattended: caller.mcp?.destructive === true,
    mayUse: (id) => names.has(id),
    operations: () => (passThrough ? listOperations().filter(({ id }) => names.has(id)) : []),
    nameOf(method, pathname) {
      const route = findRoute(method, pathname, { passThrough });
      return "name" in route ? route.name : undefined;
    },
    async send({ method, path, body, file, tool, isMain }) {
      const init: RequestInit = { method, headers: { accept: "application/json" }, signal: c.req.raw.signal };
      if (file) init.body = toForm(file);
      else if (body !== undefined) {
        init.body = JSON.stringify(body);
        init.headers = { accept: "application/json", "content-type": "application/json" };
      }
      const request = new Request(new URL(prefix + path, url), init);
      const { requestId, traceparent, identity, address } = trail;
      const inner: InnerTrail = { requestId, via: "mcp", tool };
      if (traceparent !== undefined) inner.traceparent = traceparent;
      if (identity !== undefined) inner.identity = identity;
      if (address !== undefined) inner.address = address;
      markInner(request, { caller, trail: inner });
      if (isMain) c.set("isRecorded", true);
      return send(request);
    },
    canConfirm: stores !== undefined,
    confirmationKey: () => confirmationKey(declared, stores !== undefined),
    async useConfirmation(id, expiresAt) {
      try {
        return await stores?.getByName(`caller:${caller.name}`).useConfirmation(id, expiresAt * 1000);
      } catch (error) {
        console.error(JSON.stringify({ mcp: "confirmation_unavailable", cause: String(error).slice(0, 200) }));
        return undefined;
      }
    },
    note(code) {
      trail.code = code;
    },
  };
}

const usable = new WeakMap<Caller, Promise<ReadonlySet<string>>>();

/** The names of what a caller may call. A caller whose rules or scopes change is another object. */
function usableBy(gateway: Gateway, caller: Caller, { callerActions }: WorkerParts): Promise<ReadonlySet<string>> {
  const known = usable.get(caller);
  if (known) return known;
  const { passThrough } = gateway.settings();
  const names = callerActions(gateway, caller, { passThrough }).then((list) => new Set(list));
  usable.set(caller, names);
  names.catch(() => usable.delete(caller));
  return names;
}

/** Derives the key that signs confirmations from the connection's private key, which every isolate has and no one else. */
async function confirmationKey(declared: DeclaredConnection, hasStore: boolean): Promise<Uint8Array | undefined> {
  const privateKey = declared.option("privateKey");
  if (!privateKey || !hasStore) return undefined;
  const encode = (text: string) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", encode(privateKey), "HKDF", false, ["deriveBits"]);
  const parameters = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(),
    info: encode("okta-edge mcp confirmation"),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
}
