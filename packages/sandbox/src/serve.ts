import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";

/** What {@link serve} takes beside the sandbox's own options. */
export interface ServeOptions extends Omit<SandboxOptions, "orgUrl"> {
  /** Default: 8788; 0 takes any that is free. */
  readonly port?: number | undefined;
}

/** A sandbox that listens. */
export interface ServedSandbox {
  /** The org's URL: http, on loopback. */
  readonly url: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/**
 * Serves a sandbox over HTTP on this machine alone. Beside the org's own routes there is `/_sandbox/requests`, for GET and DELETE:
 * what the org was asked.
 *
 * @throws an Error that names the port, if it is taken.
 *
 * @example
 * ```ts
 * const { url, sandbox, close } = await serve({ port: 0 });
 * ```
 */
export async function serve(options: ServeOptions = {}): Promise<ServedSandbox> {
  const { port = 8788, ...sandboxOptions } = options;
  let sandbox: Sandbox | undefined;
  const server = createAdaptorServer({
    fetch: async (request, { outgoing }) => {
      if (!sandbox) return new Response(null, { status: 503 });
      const response = answerControl(request, sandbox) ?? (await sandbox.fetch(request));
      // The adapter would join them; Okta sends a line for each.
      const links = response.headers.get("link")?.split(/, (?=<)/) ?? [];
      if (links.length > 1) {
        response.headers.delete("link");
        outgoing.setHeader("link", links);
      }
      return response;
    },
  });
  const address = await new Promise<AddressInfo>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken. Choose another, or 0 for any that is free.`, { cause: error })
          : error,
      ),
    );
    server.listen(port, HOST, () => resolve(server.address() as AddressInfo));
  });
  const url = `http://${HOST}:${address.port}`;
  sandbox = await createSandbox({ ...sandboxOptions, orgUrl: url });
  return {
    url,
    sandbox,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

/** What only whoever runs the sandbox may ask; a real org has no such routes. */
function answerControl(request: Request, { requests }: Sandbox): Response | undefined {
  if (new URL(request.url).pathname !== "/_sandbox/requests") return undefined;
  if (request.method === "DELETE") {
    requests.clear();
    return new Response(null, { status: 204 });
  }
  const counts = { token: requests.count("token"), api: requests.count("api"), other: requests.count("other") };
  return Response.json({ counts, requests: requests.list });
}
