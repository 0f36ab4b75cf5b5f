// Exports the System Log as NDJSON. Each run goes on where the last one stopped; a page that was truncated is written anew.
import { open, readFile, rename, writeFile } from "node:fs/promises";
import { createOktaClient } from "@okta-edge/core";

/** Where the export stands: the page to read next, and how many bytes of the file are whole pages. */
interface Position {
  readonly nextUrl: string;
  readonly bytes: number;
}

const { env } = process;
const target = env.LOG_FILE ?? "system-log.ndjson";
const positionFile = `${target}.position.json`;
const yesterday = new Date(Date.now() - 86_400_000).toISOString();

const okta = createOktaClient({
  orgUrl: env.OKTA_ORG_URL ?? "",
  clientId: env.OKTA_CLIENT_ID ?? "",
  keyId: env.OKTA_KEY_ID,
  privateKey: env.OKTA_PRIVATE_KEY ?? "",
  scopes: ["okta.logs.read"],
  // There is time to wait for the rate limit's next window.
  timeout: 120_000,
});

async function readPosition(): Promise<Position> {
  try {
    return JSON.parse(await readFile(positionFile, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const since = encodeURIComponent(env.LOG_SINCE ?? yesterday);
    return { nextUrl: `/api/v1/logs?since=${since}&sortOrder=ASCENDING&limit=1000`, bytes: 0 };
  }
}

async function keepPosition(position: Position): Promise<void> {
  // A rename is done or not done: the position is never half written.
  await writeFile(`${positionFile}.new`, JSON.stringify(position));
  await rename(`${positionFile}.new`, positionFile);
}

let { nextUrl, bytes } = await readPosition();
const file = await open(target, "a");
await file.truncate(bytes);
let count = 0;

// Without an end, the log has always a next page; an empty one says that this is all for now.
const pages = okta.pages(nextUrl);
for await (const events of pages) {
  const lines = events.map((event) => `${JSON.stringify(event)}\n`).join("");
  await file.appendFile(lines);
  await file.sync();
  bytes += Buffer.byteLength(lines);
  count += events.length;
  nextUrl = pages.nextUrl ?? nextUrl;
  await keepPosition({ nextUrl, bytes });
}
await keepPosition({ nextUrl: pages.nextUrl ?? nextUrl, bytes });
await file.close();
console.log(`${count} events exported to ${target}`);
