import type { Fault } from "./http/faults.ts";
import type { Sandbox } from "./sandbox.ts";

/** Answers what only whoever runs the sandbox may ask; a real org has no such routes. */
export async function answerControl(request: Request, sandbox: Sandbox): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (pathname === "/_sandbox/requests") return answerRequests(request, sandbox);
  return pathname === "/_sandbox/faults" ? answerFaults(request, sandbox) : undefined;
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
