import type { Fault } from "@okta-edge/sandbox";
import type { FaultOrg } from "./fault-lab.ts";

/** What a caller gets, and then the calls that Okta sees: for tokens + of the API. Of a write: whether it is done. */
export type Expected = readonly [cold: string, warm: string];

/** A row of the matrix. */
export interface MatrixRow {
  readonly name: string;
  /** What a Worker without a token in memory has: nothing, a token in KV, or a nonce from a token for other scopes. Default: nothing. */
  readonly cold?: "token in KV" | "nonce";
  /** Lets the org misbehave. */
  begin(org: FaultOrg): void;
  readonly read: Expected;
  readonly write: Expected;
}

/** Milliseconds that the Worker takes for a call at most: enough for two retries, at their slowest. */
export const TIMEOUT = 8000;

/** Seconds until a reset that a call does not wait for, and one that it does. */
const FAR = 9;
const NEAR = 1;

const on = (fault: Fault) => (org: FaultOrg) => org.sandbox.faults.set(fault);

/** A fault of the token endpoint: a Worker that has a token does not notice. */
const token = (name: string, fault: Omit<Fault, "on">, cold: string): MatrixRow => ({
  name: `token endpoint: ${name}`,
  begin: on({ on: "token", ...fault }),
  read: [cold, "200, 0 + 1"],
  write: [`${cold}, ${cold.startsWith("200") ? "done" : "not done"}`, "200, 0 + 1, done"],
});

/** A fault of the Management API: a Worker without a token gets one first, with a nonce. */
const api = (
  name: string,
  fault: Omit<Fault, "on">,
  read: [string, number],
  write: [string, number, string],
): MatrixRow => ({
  name: `API: ${name}`,
  begin: on({ on: "api", ...fault }),
  read: [`${read[0]}, 2 + ${read[1]}`, `${read[0]}, 0 + ${read[1]}`],
  write: [`${write[0]}, 2 + ${write[1]}, ${write[2]}`, `${write[0]}, 0 + ${write[1]}, ${write[2]}`],
});

/** Every fault, and what comes of it. */
export const MATRIX: readonly MatrixRow[] = [
  token("500", { fault: "status500" }, "502 token_endpoint_failed, 3 + 0"),
  token("500, once", { fault: "status500", times: 1 }, "200, 3 + 1"),
  token("503", { fault: "status503" }, "502 token_endpoint_failed, 3 + 0"),
  token("a second slow", { fault: "slow", milliseconds: 1000 }, "200, 2 + 1"),
  token("silent", { fault: "noResponse" }, "504 timeout, 2 + 0"),
  token("garbage", { fault: "htmlResponse" }, "502 token_response_invalid, 1 + 0"),
  token("connection reset", { fault: "connectionReset" }, "502 token_endpoint_unreachable, 3 + 0"),
  token("body cut", { fault: "bodyCut" }, "502 token_endpoint_unreachable, 3 + 0"),
  token("body held", { fault: "bodyHeld" }, "504 timeout, 2 + 0"),
  token("429, reset far", { fault: "rateLimited", reset: FAR }, "429 token_rate_limited, 1 + 0"),
  token("429, reset near, once", { fault: "rateLimited", reset: NEAR, times: 1 }, "200, 3 + 1"),
  token("429, concurrency", { fault: "concurrencyLimited" }, "429 token_rate_limited, 3 + 0"),

  api("500", { fault: "status500" }, ["500 E0000009", 3], ["500 E0000009", 1, "not done"]),
  api("500, once", { fault: "status500", times: 1 }, ["200", 2], ["500 E0000009", 1, "not done"]),
  api("503", { fault: "status503" }, ["503 E0000010", 3], ["503 E0000010", 1, "not done"]),
  api("taken, then 500", { fault: "errorAfterCommit" }, ["500 E0000009", 3], ["500 E0000009", 1, "done"]),
  api("a second slow", { fault: "slow", milliseconds: 1000 }, ["200", 1], ["200", 1, "done"]),
  api("silent", { fault: "noResponse" }, ["504 timeout", 1], ["504 timeout", 1, "not done"]),
  api("garbage", { fault: "htmlResponse" }, ["502 unexpected_response", 1], ["502 unexpected_response", 1, "not done"]),
  api("connection reset", { fault: "connectionReset" }, ["502 network_error", 3], ["502 network_error", 1, "not done"]),
  api(
    "connection reset, once",
    { fault: "connectionReset", times: 1 },
    ["200", 2],
    ["502 network_error", 1, "not done"],
  ),
  api(
    "taken, then connection reset",
    { fault: "connectionResetAfterCommit" },
    ["502 network_error", 3],
    ["502 network_error", 1, "done"],
  ),
  api("body cut", { fault: "bodyCut" }, ["502 response_incomplete", 1], ["502 response_incomplete", 1, "done"]),
  api("body held", { fault: "bodyHeld" }, ["504 timeout", 1], ["504 timeout", 1, "done"]),
  api("429, reset far", { fault: "rateLimited", reset: FAR }, ["429 E0000047", 1], ["429 E0000047", 1, "not done"]),
  api("429, reset near, once", { fault: "rateLimited", reset: NEAR, times: 1 }, ["200", 2], ["200", 2, "done"]),
  api("429, concurrency", { fault: "concurrencyLimited" }, ["429 E0000047", 3], ["429 E0000047", 3, "not done"]),
  api("429, concurrency, once", { fault: "concurrencyLimited", times: 1 }, ["200", 2], ["200", 2, "done"]),

  {
    name: "tokens revoked (cold: one out of KV)",
    cold: "token in KV",
    begin: (org) => org.sandbox.accessTokens.revokeAll(),
    read: ["200, 1 + 2", "200, 1 + 2"],
    write: ["200, 1 + 2, done", "200, 1 + 2, done"],
  },
  {
    name: "nonce changed (cold: the old one known)",
    cold: "nonce",
    begin: (org) => org.sandbox.dpop.dropNonces(),
    read: ["200, 2 + 1", "200, 0 + 1"],
    write: ["200, 2 + 1, done", "200, 0 + 1, done"],
  },
  ...[600, -600].map(
    (ahead): MatrixRow => ({
      name: `Okta's clock 10 min ${ahead > 0 ? "ahead" : "behind"}`,
      begin(org) {
        org.clock.ahead = ahead;
      },
      read: ["200, 3 + 1", "200, 0 + 2"],
      write: ["200, 3 + 1, done", "200, 0 + 2, done"],
    }),
  ),
];
