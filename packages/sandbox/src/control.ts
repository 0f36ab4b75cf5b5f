import type { Fault } from "./http/faults.ts";
import type { Sandbox } from "./sandbox.ts";

/** Handles the sandbox control endpoints. A real org has none. */
export async function answerControl(request: Request, sandbox: Sandbox): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (/^\/_sandbox\/?$/.test(pathname)) return Response.json(describeSandbox(sandbox));
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
