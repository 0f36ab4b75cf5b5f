import { LOCAL_CALLER_KEY } from "../../apps/worker/local/sandbox-settings.ts";
import { printList } from "./print.ts";

const AUTHORIZATION = `-H 'Authorization: Bearer ${LOCAL_CALLER_KEY}'`;

/** What there is to open and to call. */
export interface Addresses {
  readonly workerUrl: string;
  /** The path of a call that works. */
  readonly path?: string | undefined;
  readonly connection: string;
  readonly sandboxUrl?: string | undefined;
}

/** Prints the URLs that a browser opens, and commands to copy. */
export async function printAddresses({ workerUrl, path, connection, sandboxUrl }: Addresses): Promise<void> {
  const pages: (readonly [string, string])[] = [
    ["home page", `${workerUrl}/`],
    ["documentation", `${workerUrl}/docs`],
    ["OpenAPI", `${workerUrl}/openapi.json`],
  ];
  if (sandboxUrl) {
    pages.push(["sandbox", `${sandboxUrl}/_sandbox`], ["sandbox requests", `${sandboxUrl}/_sandbox/requests`]);
  }
  const found = await Promise.all(pages.map(([, url]) => isThere(url)));
  printList("Open in a browser", [
    ...pages.filter((_, index) => found[index]),
    ["key to enter there", LOCAL_CALLER_KEY],
  ]);
  const commands: (readonly [string, string])[] = [
    ["check", `curl -X POST ${AUTHORIZATION} '${workerUrl}/connections/${connection}/check'`],
  ];
  if (path) commands.unshift(["call", `curl ${AUTHORIZATION} '${workerUrl}${path}'`]);
  printList("Run in another terminal", commands);
}

async function isThere(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}
