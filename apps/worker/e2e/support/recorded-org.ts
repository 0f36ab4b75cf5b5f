import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { createSandbox, type Sandbox, type SandboxOptions } from "@okta-edge/sandbox";

/** A request as it came over the wire. */
export interface ReceivedRequest {
  readonly method: string;
  /** With the query, as it stood in the request line. */
  readonly target: string;
  /** Name, value, name, value, … as sent. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** Whether all of it came: a real org rejects what is truncated. */
  readonly isComplete: boolean;
}

/** Answers in the org's place. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** What an org says that is not true: to calls of the Management API, and to requests for a token if `aboutTokens`. */
export interface Lie {
  readonly answer: Answer;
  readonly aboutTokens: boolean;
}

/** A sandbox behind a server that writes down every byte which is asked of it, and can be made to lie. */
export interface RecordedOrg {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly received: readonly ReceivedRequest[];
  /** What the token endpoint has answered, body after body. */
  readonly tokenAnswers: readonly string[];
  /** Takes the place of the sandbox, until it is undefined again. */
  lie: Lie | undefined;
  close(): Promise<void>;
}

/** Serves a sandbox that records. */
export async function serveRecordedOrg(options: SandboxOptions = {}): Promise<RecordedOrg> {
  const received: ReceivedRequest[] = [];
  const tokenAnswers: string[] = [];
  let sandbox: Sandbox | undefined;
  // What is too long is for the Worker to judge.
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, async (request, response) => {
    const body = await readBody(request);
    const { method = "", url: target = "", rawHeaders } = request;
    received.push({ method, target, rawHeaders, body, isComplete: request.complete });
    if (!sandbox || !request.complete) return response.writeHead(503).end();
    const isToken = target === "/oauth2/v1/token";
    if (org.lie && (!isToken || org.lie.aboutTokens)) return org.lie.answer(request, response);
    const answer = await sandbox.fetch(
      new Request(new URL(target, org.url), { method, headers: headersOf(rawHeaders), body: body || null }),
    );
    const text = await answer.text();
    if (isToken) tokenAnswers.push(text);
    response.writeHead(answer.status, [...answer.headers].flat()).end(text);
  });
  const org = {
    url: "",
    received,
    tokenAnswers,
    lie: undefined as Lie | undefined,
    get sandbox() {
      if (!sandbox) throw new Error("The sandbox is not made yet.");
      return sandbox;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  org.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox = await createSandbox({ ...options, orgUrl: org.url });
  return org;
}

/** A place on this machine to which nothing must ever come: it counts connections, and never answers. */
export interface Elsewhere {
  readonly url: string;
  readonly connections: () => number;
  close(): Promise<void>;
}

/** Listens where no request should arrive. */
export async function listenElsewhere(): Promise<Elsewhere> {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    // The sender closed the connection: what arrived so far is all there is.
  }
  return Buffer.concat(chunks).toString("latin1");
}

function headersOf(rawHeaders: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  return headers;
}
