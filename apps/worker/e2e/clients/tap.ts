import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, unzipSync } from "node:zlib";

/** A call that a client made, and what it was answered. */
export interface TappedCall {
  readonly method: string;
  /** With the query, as the client wrote it. */
  readonly target: string;
  readonly authorization: string;
  readonly status: number;
  /** The Worker's own code, where it answered itself. */
  readonly code: string | undefined;
  /** Okta's code of an error. */
  readonly errorCode: string | undefined;
}

/** A server between a client and the Worker that passes every byte on, and records the calls. */
export interface Tap {
  readonly url: string;
  readonly calls: readonly TappedCall[];
  close(): Promise<void>;
}

/** Starts a {@link Tap} before the Worker at a URL. */
export async function startTap(worker: string): Promise<Tap> {
  const { hostname, port } = new URL(worker);
  const calls: TappedCall[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = "", url: target = "", rawHeaders } = incoming;
    const passed = send({ hostname, port, method, path: target, headers: rawHeaders, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const body = Buffer.concat(chunks);
        const { statusCode: status = 0, headers } = response;
        const error = status >= 400 ? parse(decompress(body, headers["content-encoding"])) : {};
        const isOwn = headers["content-type"]?.startsWith("application/problem+json") === true;
        calls.push({
          method,
          target,
          authorization: incoming.headers.authorization ?? "",
          status,
          code: isOwn ? String(error.code) : undefined,
          errorCode: typeof error.errorCode === "string" ? error.errorCode : undefined,
        });
        outgoing.writeHead(status, withoutHopByHop(response.rawHeaders)).end(body);
      });
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function withoutHopByHop(rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = rawHeaders.slice(at, at + 2);
    if (!/^(transfer-encoding|connection|keep-alive)$/i.test(name)) kept.push(name, value);
  }
  return kept;
}

function decompress(body: Buffer, encoding: string | undefined): Buffer {
  if (body.length === 0 || encoding === undefined) return body;
  return encoding === "br" ? brotliDecompressSync(body) : unzipSync(body);
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
