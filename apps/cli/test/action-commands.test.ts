import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { buildActionRequest } from "@okta-edge/actions";
import { catalogue, modules } from "@okta-edge/actions/catalogue";
import { run } from "@stricli/core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { describeInterface } from "../src/actions/action-flags.ts";
import { actionGroup } from "../src/actions/action-group.ts";
import { exampleInput } from "../src/actions/example.ts";
import { createApplication } from "../src/application.ts";
import { normalizeArguments } from "../src/command/arguments.ts";
import { COMMANDS } from "../src/commands/index.ts";
import { createSession } from "../src/session.ts";
import { splitWords } from "./support/shell.ts";

const kebab = (name: string) => name.replace(/[A-Z]/g, "-$&").toLowerCase();

/** A server that answers 204 and keeps what it was asked. */
let server: Server;
/** How many calls it refuses with 429 first. */
let refusals = 0;
let url: string;
let asked: {
  method: string | undefined;
  path: string | undefined;
  body: unknown;
  headers: IncomingMessage["headers"];
}[];

beforeAll(async () => {
  vi.stubEnv("OKTA_EDGE_KEY", "key");
  server = createServer(async (request, response) => {
    const body = await text(request);
    asked.push({
      method: request.method,
      path: request.url,
      body: body ? JSON.parse(body) : undefined,
      headers: request.headers,
    });
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(429, { "retry-after": "0" }).end();
    } else response.writeHead(204).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

/** Runs the command line in this process. */
async function runHere(args: readonly string[]): Promise<void> {
  asked = [];
  const { stdout, stderr } = process;
  const session = createSession(args);
  await run(await createApplication(session.json, args), normalizeArguments(args), {
    process: { stdout, stderr },
    session,
  });
}

it("has a group for each topic of the catalog", () => {
  const topics = Object.keys(modules);
  expect(Object.keys(COMMANDS.routes)).toEqual(expect.arrayContaining(topics));
  for (const topic of topics) expect(Object.keys(actionGroup(topic).routes).length).toBeGreaterThan(0);
});

describe.each(catalogue.map((action) => [action.id, action] as const))("%s", (id, action) => {
  const words = id.split(".").map(kebab);

  it("sends the request of the declaration for its example", async () => {
    const input = splitWords(exampleInput(action, describeInterface(action)));
    const { method, path, body } = buildActionRequest(action, action.example);
    const confirmed = action.risk === "destructive" || action.raisedBy ? ["--yes"] : [];
    await runHere([...words, ...input, ...confirmed, "--url", url]);
    expect(asked).toEqual([{ method, path, body, headers: expect.objectContaining({ authorization: "Bearer key" }) }]);
  });

  it("has a flag for each query parameter, and none that hides another", () => {
    const { query, members, params } = describeInterface(action);
    expect(query).toEqual(Object.keys(action.query));
    expect(Object.values(params)).toEqual(Object.keys(action.params));
    expect(new Set([...query, ...members]).size).toBe(query.length + members.length);
    for (const name of ["url", "connection", "env"]) expect(query).not.toContain(name);
  });
});

it("sends headers that the action declares", async () => {
  await runHere(["users", "update", "ada", "--set", "profile.title=Lead", "--if-match", 'W/"1"', "--url", url]);
  expect(asked[0]?.headers["if-match"]).toBe('W/"1"');
});

it("repeats a call that the Worker rejected with 429", async () => {
  refusals = 2;
  await runHere(["users", "suspend", "ada", "--url", url]);
  expect(asked.map(({ method }) => method)).toEqual(["POST", "POST", "POST"]);
});

it("has no flags for secrets", () => {
  const names = catalogue.flatMap((action) => describeInterface(action).members);
  expect(names).toContain("label");
  for (const secret of ["password", "answer", "passCode"]) expect(names).not.toContain(secret);
});
