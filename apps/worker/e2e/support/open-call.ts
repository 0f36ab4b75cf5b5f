import { connect } from "node:net";

/** A call over a connection of its own, for a client that hangs up. */
export interface OpenCall {
  /** Resolves when something has come back. */
  readonly answered: Promise<void>;
  /**
   * Resets the connection. (What a client that merely closes its end sends, a client that still waits for an answer may send as well:
   * over HTTP/1.1 workerd goes on for it.)
   */
  hangUp(): void;
}

/** Sends a request without a body, and leaves its connection open. */
export function openCall(url: URL, headers: Readonly<Record<string, string>>, method = "GET"): OpenCall {
  const socket = connect(Number(url.port), url.hostname);
  const lines = Object.entries({ host: url.host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join("")}\r\n`);
  const answered = new Promise<void>((resolve, reject) => {
    socket.once("data", () => resolve());
    socket.once("error", reject);
  });
  // Avoids an unhandled rejection where no test waits for it.
  answered.catch(() => {});
  return { answered, hangUp: () => socket.resetAndDestroy() };
}
