import { controlPage } from "./control-page.ts";
import { FAULT_NAMES, type Fault } from "./http/faults.ts";
import type { Sandbox } from "./sandbox.ts";

/** Handles the sandbox control endpoints. A real org has none. */
export async function answerControl(request: Request, sandbox: Sandbox): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (/^\/_sandbox\/?$/.test(pathname)) {
    return request.headers.get("accept")?.includes("text/html")
      ? answerPage()
      : Response.json(describeSandbox(sandbox));
  }
  if (pathname === "/_sandbox/state") return Response.json(describeState(sandbox));
  if (pathname === "/_sandbox/requests") return answerRequests(request, sandbox);
  return pathname === "/_sandbox/faults" ? answerFaults(request, sandbox) : undefined;
}

/** Describes the org and its apps, as the Admin Console would show them: no private key is in it. */
function describeSandbox({ orgUrl, registeredApps, store, requests, faults }: Sandbox): Record<string, unknown> {
  return {
    orgUrl,
    apps: registeredApps.map(({ clientId, active, dpop, scopes, roles, keys }) => ({
      clientId,
      active,
      dpop,
      scopes,
      roles,
      keyIds: keys.map(({ keyId }) => keyId),
    })),
    users: store.users.size,
    groups: store.groups.size,
    requests: { count: requests.list.length, url: `${orgUrl}/_sandbox/requests` },
    faults: { count: faults.list.length, url: `${orgUrl}/_sandbox/faults` },
  };
}

/** A page for people: a browser asks for HTML, a program does not. */
function answerPage(): Response {
  const nonce = crypto.randomUUID();
  const headers = {
    "content-type": "text/html;charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
    "x-content-type-options": "nosniff",
  };
  return new Response(controlPage(nonce), { headers });
}

/** How many of each the page shows. */
const SHOWN = 100;

/** Describes the org as the page shows it: the newest requests and events first. */
function describeState(sandbox: Sandbox): Record<string, unknown> {
  const { orgUrl, store, requests, faults, registeredApps } = sandbox;
  const first = <Item>(items: Iterable<Item>): Item[] => {
    const taken: Item[] = [];
    for (const item of items) if (taken.push(item) === SHOWN) break;
    return taken;
  };
  const newest = <Item>(items: readonly Item[]): Item[] => items.slice(-SHOWN).reverse();
  return {
    orgUrl,
    counts: { users: store.users.size, groups: store.groups.size, apps: store.apps.size },
    clients: registeredApps.map(({ clientId, active, dpop, scopes, roles }) => ({
      clientId,
      active,
      dpop,
      scopes,
      roles,
    })),
    users: first(store.users.values()).map(({ id, status, profile }) => ({
      id,
      status,
      login: profile.login,
      name: `${profile.firstName} ${profile.lastName}`,
    })),
    groups: first(store.groups.values()).map(({ id, type, profile, members }) => ({
      id,
      type,
      name: profile.name,
      members: members.size,
    })),
    apps: first(store.apps.values()).map(({ id, status, definition: { label, signOnMode } }) => ({
      id,
      status,
      label,
      signOnMode,
    })),
    events: newest(store.events).map(({ published, eventType, outcome, actor, target }) => ({
      published,
      eventType,
      result: outcome.result,
      actor: actor.displayName,
      target: target.map(({ displayName }) => displayName).join(", "),
    })),
    requests: newest(requests.list),
    faults: faults.list,
    faultNames: FAULT_NAMES,
  };
}

function answerRequests({ method }: Request, { requests }: Sandbox): Response {
  if (method === "DELETE") {
    requests.clear();
    return done();
  }
  const counts = { token: requests.count("token"), api: requests.count("api"), other: requests.count("other") };
  return Response.json({ counts, requests: requests.list });
}

/** A fault is PUT as JSON; DELETE clears them all. */
async function answerFaults(request: Request, { faults }: Sandbox): Promise<Response> {
  if (request.method === "DELETE") {
    faults.clear();
    return done();
  }
  if (request.method !== "PUT") return Response.json({ faults: faults.list });
  try {
    faults.set((await request.json()) as Fault);
    return done();
  } catch (error) {
    return Response.json({ error: error instanceof Error ? error.message : String(error) }, { status: 400 });
  }
}

const done = () => new Response(null, { status: 204 });
