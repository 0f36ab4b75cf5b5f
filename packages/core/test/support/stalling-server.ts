import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on loopback whose handler may leave a response unfinished. */
export interface StallingServer {
  readonly url: string;
  /** Resolves when the client has closed the connection of the next response. */
  closed(): Promise<void>;
  stop(): Promise<void>;
}

/** Sends the head and the beginning of a body, and never ends it. */
export function stall(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.write('{"errorCode":');
}

/** Starts a server that answers with `handler`. */
export async function startStallingServer(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<StallingServer> {
  const closings: (() => void)[] = [];
  let closedAlready = 0;
  const server = createServer((request, response) => {
    response.on("close", () => {
      if (response.writableFinished) return;
      const close = closings.shift();
      if (close) close();
      else closedAlready++;
    });
    handler(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    closed() {
      if (closedAlready > 0) {
        closedAlready--;
        return Promise.resolve();
      }
      return new Promise((resolve) => closings.push(resolve));
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
