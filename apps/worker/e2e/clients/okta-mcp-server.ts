import type { KeyForm } from "./automation-requests.ts";
import { type ClientRun, startRun } from "./client-run.ts";
import { bodyOf, createWhatToolsName, fillIds, OKTA_MCP_TOOLS, PNG } from "./okta-mcp-tools.ts";
import type { Tap } from "./tap.ts";

/** The forms in which the server sends the key: Okta's SDK for Python leaves the space out. */
const KEY_FORMS: readonly KeyForm[] = ["SSWS<key>", "Bearer<key>"];

/** Sends what the tools of Okta's MCP server send. A tool succeeds if each of its requests does. */
export async function runMcpTools(tap: Tap, token: string): Promise<ClientRun> {
  const run = startRun("okta-mcp-server 1.1.4 (okta-sdk-python 3.4.4), its tools' requests", tap);
  const stamp = Date.now().toString(36);
  const ids = await createWhatToolsName((...request) => send(tap, token, ...request), `${stamp}x`);
  for (const { name: tool, requests } of OKTA_MCP_TOOLS) {
    await run.step(tool, async () => {
      for (const { method, target } of requests) {
        const filled = fillIds(target, ids);
        if (tool.startsWith("upload_")) await upload(tap, token, filled);
        else await send(tap, token, method, filled, /^(POST|PUT)$/.test(method) ? bodyOf(tool, ids, stamp) : undefined);
      }
    });
  }
  return run;
}

let requests = 0;

/** The next form of the key, and what each request of the server carries. */
function nextHeaders(token: string): Record<string, string> {
  const form = KEY_FORMS[requests++ % KEY_FORMS.length] ?? "SSWS<key>";
  return { authorization: form.replace("<key>", token), accept: "application/json" };
}

async function send(tap: Tap, token: string, method: string, target: string, body?: unknown): Promise<unknown> {
  const headers = nextHeaders(token);
  const init =
    body === undefined
      ? { method, headers }
      : { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
  return readSuccess(await fetch(tap.url + target, init));
}

/** Uploads an image as the server does: as multipart/form-data. */
async function upload(tap: Tap, token: string, target: string): Promise<unknown> {
  const body = new FormData();
  body.append("file", new Blob([PNG], { type: "image/png" }), "logo.png");
  return readSuccess(await fetch(tap.url + target, { method: "POST", headers: nextHeaders(token), body }));
}

async function readSuccess(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text.slice(0, 200)}`);
  return text === "" ? undefined : JSON.parse(text);
}
