import { connect } from "node:net";

/** A header as it goes over the wire: names may come twice, in any case, with any value. */
export type RawHeader = readonly [name: string, value: string];

/** A request that no polite client would send: nothing in it is changed, sorted or escaped. */
export interface RawRequest {
  readonly method?: string | undefined;
  readonly target: string;
  /** In place of `Host` and `Connection: close`, which go along if they are not named. */
  readonly headers?: readonly RawHeader[] | undefined;
  /** Goes with a `Content-Length`, unless there is one or a `Transfer-Encoding`. */
  readonly body?: string | Uint8Array | undefined;
}

/** An answer, with all the bytes that came. */
export interface RawResponse {
  readonly status: number;
  /** By their names in lower case; several of a name in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** As it came, chunks not put together. */
  readonly body: string;
  /** Every byte that came over the connection, as Latin-1. */
  readonly bytes: string;
}

/** When to hang up before the connection ends. */
export interface ExchangeOptions {
  /** Says of what came so far that more is not wanted. */
  readonly enough?: ((received: string) => boolean) | undefined;
  /** Milliseconds for a connection that neither says more nor ends. Default: ten seconds. */
  readonly timeout?: number | undefined;
}

/** Writes a request as bytes. */
export function writeRaw(port: number, { method = "GET", target, headers = [], body = "" }: RawRequest): Uint8Array {
  const has = (name: string) => headers.some(([known]) => known.trim().toLowerCase() === name);
  const bytes = Buffer.from(body);
  const lines = [`${method} ${target} HTTP/1.1`];
  if (!has("host")) lines.push(`Host: 127.0.0.1:${port}`);
  if (!has("connection")) lines.push("Connection: close");
  if (bytes.length > 0 && !has("content-length") && !has("transfer-encoding")) {
    lines.push(`Content-Length: ${bytes.length}`);
  }
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes]);
}

/** Sends bytes over a connection of their own and reads until it ends, or hangs up. */
export function exchangeBytes(
  port: number,
  bytes: Uint8Array,
  { enough, timeout = 60_000 }: ExchangeOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("latin1");
    socket.setTimeout(timeout, () => socket.destroy());
    socket.on("data", (chunk: string) => {
      received += chunk;
      if (enough?.(received)) socket.destroy();
    });
    // A server that rejects a long request may close the connection before all of it is written; its response is there all the same.
    socket.on("error", (error) => received === "" && reject(error));
    socket.on("close", () => resolve(received));
  });
}

/** Reads the first answer out of bytes; the status is 0 if there is none. */
export function readRaw(bytes: string): RawResponse {
  const end = bytes.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = bytes.slice(0, end < 0 ? undefined : end).split("\r\n");
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1] ?? 0);
  return { status, headers, body: end < 0 ? "" : bytes.slice(end + 4), bytes };
}
