import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Attack, Outcome } from "../support/attack.ts";
import type { AttackLab } from "../support/attack-lab.ts";
import { exchangeBytes, type RawHeader, type RawRequest, writeRaw } from "../support/raw-http.ts";

const MEBIBYTE = 1024 * 1024;
const JSON_TYPE: RawHeader = ["Content-Type", "application/json"];
const CHUNKED: RawHeader = ["Transfer-Encoding", "chunked"];
const STREAM: RawHeader = ["Accept", "application/x-ndjson"];
const TARGET = "/api/v1/users?limit=1";
const HOME = [`GET ${TARGET}`];
const SUSPEND = "/api/v1/users/ada.lovelace@example.com/lifecycle/suspend";

/** A body in chunks of 64 KiB; without its end it is truncated. */
function chunked(bytes: number, end = "0\r\n\r\n"): string {
  return `10000\r\n${"x".repeat(65_536)}\r\n`.repeat(Math.ceil(bytes / 65_536)) + end;
}

/** A body for an action that reads it, and one for an operation that is passed through. */
function create(
  name: string,
  body: string | Uint8Array,
  headers: readonly RawHeader[] = [],
  more: Partial<Attack> = {},
) {
  const request: RawRequest = { method: "POST", target: "/api/v1/users", headers: [JSON_TYPE, ...headers], body };
  return { name, caller: "manager", request, status: 400, check: expectShort, ...more } satisfies Attack;
}

function passThrough(name: string, body: string | Uint8Array, headers: readonly RawHeader[], more: Partial<Attack>) {
  const request: RawRequest = { method: "POST", target: "/api/v1/policies", headers: [JSON_TYPE, ...headers], body };
  return { name, caller: "apps", request, status: 413, ...more } satisfies Attack;
}

function ask(name: string, target: string, headers: readonly RawHeader[] = [], more: Partial<Attack> = {}): Attack {
  return { name, request: { target, headers }, status: 400, check: expectShort, ...more };
}

/** Little is answered to much. */
function expectShort({ response }: Outcome): void {
  if (response.bytes.length > 10_000) throw new Error(`${response.bytes.length} bytes are answered.`);
}

/** An answer that has begun and never ends; `closed` once it is no longer read. */
function endless(part: string): NonNullable<Attack["lie"]> {
  return () => (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.writableNeedDrain || response.write(part), 1);
    response.on("close", () => {
      clearInterval(timer);
      closed++;
    });
  };
}

let closed = 0;

async function expectClosed(): Promise<void> {
  for (let waited = 0; closed === 0; waited += 20) {
    if (waited > 30_000) throw new Error("Okta is still being read.");
    await sleep(20);
  }
  closed = 0;
}

/** Many at once, with a key each time. */
function crowd(count: number, key: (lab: AttackLab) => string, target: string): NonNullable<Attack["meanwhile"]> {
  return async (lab) => {
    const bytes = writeRaw(lab.port, { target, headers: [["X-API-Key", key(lab)]] });
    const answers = Promise.all(Array.from({ length: count }, () => exchangeBytes(lab.port, bytes)));
    return async () => {
      lab.transcript.push(...(await answers));
    };
  };
}

/** Calls that are begun and never ended. */
const slowCallers: NonNullable<Attack["meanwhile"]> = async ({ port }) => {
  const sockets = Array.from({ length: 100 }, () => {
    const socket = connect(port, "127.0.0.1", () => socket.write("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nX-Slow: "));
    return socket.on("error", () => {});
  });
  await sleep(200);
  return async () => {
    for (const socket of sockets) socket.destroy();
  };
};

const deep = (open: string, close: string, depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;
const PROFILE = '"login":"x@example.com","email":"x@example.com","firstName":"x","lastName":"x"';

/** Ways to keep the Worker busy, or to fill its memory, its logs or the caller's own line. */
export const EXHAUSTION: readonly Attack[] = [
  create("a body of more than 1 MiB that is to be checked", "x".repeat(MEBIBYTE + 1), [], { status: 413 }),
  create("the same in chunks", chunked(1.25 * MEBIBYTE), [CHUNKED], { status: [413, 0] }),
  passThrough("a body of more than 10 MiB that is to be carried", "x".repeat(10 * MEBIBYTE + 1), [], {
    status: [413, 0],
  }),
  passThrough("a body of more than 1 MiB that does not say its length", chunked(1.25 * MEBIBYTE), [CHUNKED], {
    status: [413, 0],
  }),
  passThrough("a body in chunks that is truncated", chunked(65_536, ""), [CHUNKED], { status: 0, timeout: 300 }),
  passThrough("a body that is shorter than it says", "x".repeat(1000), [["Content-Length", "5000"]], {
    status: 0,
    timeout: 300,
  }),
  create("arrays in arrays, 250,000 deep", deep("[", "]", 250_000)),
  create("arrays that are never closed", "[".repeat(MEBIBYTE)),
  create("attributes of one's own, 50,000 deep", `{"profile":{${PROFILE},"x":${deep('{"a":', "}", 50_000)}}}`, [], {
    home: ["POST /api/v1/users"],
  }),
  create("60,000 members", `{${Array.from({ length: 60_000 }, (_, place) => `"m${place}":1`).join()}}`),
  create("200,000 wrong items", JSON.stringify({ groupIds: Array(200_000).fill(1), profile: {} })),
  create("a name of half a megabyte", JSON.stringify({ profile: {}, ["x".repeat(500_000)]: 1 })),
  create("a number of 100,000 digits", `{"profile":${"9".repeat(100_000)}}`),
  create("32 MiB of blanks, compressed", gzipSync(" ".repeat(32 * MEBIBYTE)), [["Content-Encoding", "gzip"]]),
  ask("a GET with a body", TARGET, [], {
    request: { target: TARGET, headers: [JSON_TYPE], body: "x".repeat(1000) },
    status: 200,
    home: HOME,
  }),
  ask("a header of 100 KB", TARGET, [["X-Big", "x".repeat(100_000)]], { status: 200, home: HOME }),
  ask("a header of 4 MB", TARGET, [["X-Big", "x".repeat(4_000_000)]], {
    status: [0, 400, 413, 431],
    isRefusedBefore: true,
  }),
  ask(
    "2,000 headers",
    TARGET,
    Array.from({ length: 2000 }, (_, place) => [`X-${place}`, "x"] as const),
    {
      status: 200,
      home: HOME,
    },
  ),
  ask("a key of 20 KB", TARGET, [["X-API-Key", "x".repeat(20_000)]], { caller: null, status: 401 }),
  ask("an Authorization of 50,000 blanks", TARGET, [["Authorization", `Bearer${" ".repeat(50_000)}\u00e9`]], {
    caller: null,
    status: 401,
  }),
  ask(
    "5,000 unknown parameters",
    `/api/v1/users?${Array.from({ length: 5000 }, (_, place) => `p${place}=1`).join("&")}`,
  ),
  ask("a known parameter 5,000 times", `/api/v1/users?${"limit=1&".repeat(5000)}`),
  ask("a parameter with a name of 50 KB", `/api/v1/users?${"x".repeat(50_000)}=1`),
  ask("a limit of 50,000 digits", `/api/v1/users?limit=${"9".repeat(50_000)}`),
  ask("10,000 segments", `/api/v1/users${"/x".repeat(10_000)}`, [], { status: 404 }),
  ask("10,000 dots", `/api/v1/users${"/..".repeat(10_000)}/api/v1/apps`, [], { status: 403 }),
  ask("a hundred callers who never finish", TARGET, [], { meanwhile: slowCallers, status: 200, home: HOME }),
  ask("a hundred wrong keys at once", TARGET, [], {
    meanwhile: crowd(100, () => "wrong", TARGET),
    status: 200,
    home: HOME,
  }),
  ask("fifty calls at once for a token that no one has yet", "/api/v1/logs?limit=1", [], {
    caller: "logs",
    meanwhile: crowd(50, ({ keys }) => keys.logs, "/api/v1/logs?limit=1"),
    status: 200,
    home: Array(51).fill("GET /api/v1/logs?limit=1"),
    check(_, { home }) {
      const asked = home.received.filter(
        ({ target, body }) => target.endsWith("/token") && body.includes("okta.logs.read"),
      );
      // The second is the answer to Okta's nonce.
      if (asked.length > 2) throw new Error(`Okta was asked for ${asked.length} tokens.`);
    },
  }),
  ask("an answer that never ends, and a caller who goes", TARGET, [], {
    lie: endless("x".repeat(65_536)),
    enough: (received) => received.length > 500_000,
    status: 200,
    home: HOME,
    check: expectClosed,
  }),
  ask("a list that never ends, in a stream", TARGET, [STREAM], {
    lie: endless("[".repeat(65_536)),
    status: 502,
    home: HOME,
    check: expectClosed,
  }),
  ask("a list of 64 MiB, compressed, in a stream", TARGET, [STREAM], {
    lie: () => {
      // Compressed before the call: its time limit would pass meanwhile on a busy machine.
      const compressed = gzipSync(`[${" ".repeat(64 * MEBIBYTE)}]`);
      return (_, response) =>
        void response
          .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
          .end(compressed);
    },
    status: 502,
    home: HOME,
  }),
  ask("no answer at all", TARGET, [], { lie: () => () => {}, status: 504, home: HOME }),
  ask("a header of 2 MB in Okta's answer", "", [], {
    caller: "manager",
    request: { method: "POST", target: SUSPEND },
    lie: () => (_, response) => void response.writeHead(200, { etag: "x".repeat(2 * MEBIBYTE) }).end("[]"),
    status: 502,
    home: [`POST ${SUSPEND}`],
  }),
  ask("a Link of 60,000 brackets in Okta's answer", TARGET, [], {
    lie: () => (_, response) => void response.writeHead(200, { link: "<".repeat(60_000) }).end("[]"),
    status: 200,
    home: HOME,
  }),
  // No other attack calls this path: the Worker does not ask Okta again for a minute.
  ask("a rate limit that ends in a year", "/api/v1/users/ada.lovelace@example.com/factors", [], {
    lie: () => (_, response) =>
      void response
        .writeHead(429, {
          "content-type": "application/json",
          "x-rate-limit-limit": "600",
          "x-rate-limit-remaining": "0",
          "x-rate-limit-reset": String(Math.floor(Date.now() / 1000) + 31_536_000),
        })
        .end("{}"),
    status: 429,
    home: ["GET /api/v1/users/ada.lovelace@example.com/factors"],
  }),
];
