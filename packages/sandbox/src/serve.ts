import type { AddressInfo } from "node:net";
import type { Writable } from "node:stream";
import { createAdaptorServer } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { answerControl } from "./control.ts";
import { ConnectionBroken, isCutShort } from "./http/broken-connection.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";

/** What {@link serve} takes beside the sandbox's own options. */
export interface ServeOptions extends Omit<SandboxOptions, "orgUrl"> {
  /**
   * The port to listen on; 0 for any that is free.
   *
   * @defaultValue 8788
   */
  readonly port?: number | undefined;
  /**
   * The address to listen on. In a container: 0.0.0.0.
   *
   * @defaultValue 127.0.0.1, this machine alone
   */
  readonly host?: string | undefined;
  /**
   * Whether a connection serves one request after another.
   *
   * @defaultValue true
   */
  readonly keepAlive?: boolean | undefined;
}

/** A sandbox that listens. */
export interface ServedSandbox {
  /** The org's URL: http, on loopback. */
  readonly url: string;
  /** The sandbox that is served. */
  readonly sandbox: Sandbox;
  /** Stops serving, and closes all connections. */
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/**
 * Serves a sandbox over HTTP, on this machine alone unless a host is named. Beside the org's own routes there are `/_sandbox/requests`, what the org was asked,
 * and `/_sandbox/faults`, how it is to misbehave.
 *
 * @param options - Port, host, and the options of the org.
 * @returns where it is served, the sandbox, and how to close it.
 * @throws an Error that names the port, if it is taken.
 *
 * @example
 * ```ts
 * const { url, sandbox, close } = await serve({ port: 0 });
 * ```
 */
export async function serve(options: ServeOptions = {}): Promise<ServedSandbox> {
  const { port = 8788, host = LOOPBACK, keepAlive = true, ...sandboxOptions } = options;
  let sandbox: Sandbox | undefined;
  const server = createAdaptorServer({
    fetch: async (request, { outgoing }) => {
      if (!keepAlive) outgoing.setHeader("connection", "close");
      if (!sandbox) return new Response(null, { status: 503 });
      const response = (await answerControl(request, sandbox)) ?? (await answerOrBreak(request, sandbox, outgoing));
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
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
  // The org is known by one address, wherever it listens.
  const url = `http://${host === "0.0.0.0" ? LOOPBACK : host}:${address.port}`;
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

/** Where the org breaks a connection, this breaks the real one. */
async function answerOrBreak(request: Request, { fetch }: Sandbox, outgoing: Writable): Promise<Response> {
  try {
    const response = await fetch(request);
    if (!response.body || !isCutShort(response.body)) return response;
    return new Response(breakWith(response.body, outgoing), response);
  } catch (error) {
    if (!(error instanceof ConnectionBroken)) throw error;
    outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
}

/** The same body; where it is truncated, the connection is closed. */
function breakWith(body: ReadableStream<Uint8Array>, outgoing: Writable): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        outgoing.destroy();
      }
    },
  });
}
