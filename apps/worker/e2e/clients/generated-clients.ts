import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import createClient from "openapi-fetch";
import { type ClientRun, startRun } from "./client-run.ts";
import type { Tap } from "./tap.ts";

const FOLDER = dirname(fileURLToPath(import.meta.url));

/** openapi-fetch, over the paths of the Worker's own document. */
export async function runOpenApiFetch(tap: Tap, token: string): Promise<ClientRun> {
  const run = startRun("openapi-fetch 0.17.0 on /openapi.json", tap);
  const headers = { authorization: `Bearer ${token}` };
  const document = (await (await fetch(`${tap.url}/openapi.json`, { headers })).json()) as OpenApiDocument;
  const serverUrl = document.servers[0]?.url;
  if (serverUrl !== tap.url) throw new Error(`The document names the server ${serverUrl}.`);
  // biome-ignore lint/suspicious/noExplicitAny: the types are made from the document, which is read at run time
  const okta = createClient<any>({ baseUrl: serverUrl, headers });
  const path = { userId: "guest_contoso.com#EXT#@openapi-fetch.example" };
  const profile = { login: path.userId, email: "guest@example.com", firstName: "Open", lastName: "Api" };
  const check = async (call: Promise<{ error?: unknown }>) => {
    const { error } = await call;
    if (error) throw new Error(JSON.stringify(error));
  };
  await run.step("users.list", () => check(okta.GET("/api/v1/users", { params: { query: { limit: 5, q: "" } } })));
  await run.step("users.create", () => check(okta.POST("/api/v1/users", { body: { profile } })));
  await run.step("users.get by a login with #", () => check(okta.GET("/api/v1/users/{userId}", { params: { path } })));
  await run.step("users.update", () =>
    check(okta.POST("/api/v1/users/{userId}", { params: { path }, body: { profile: { nickName: "O" } } })),
  );
  await run.step("users.listGroups", () => check(okta.GET("/api/v1/users/{userId}/groups", { params: { path } })));
  await run.step("users.deactivate", () =>
    check(okta.POST("/api/v1/users/{userId}/lifecycle/deactivate", { params: { path } })),
  );
  await run.step("groups.list", () =>
    check(okta.GET("/api/v1/groups", { params: { query: { search: 'type eq "OKTA_GROUP"' } } })),
  );
  await run.step("apps.list", () => check(okta.GET("/api/v1/apps", { params: { query: { limit: 2 } } })));
  await run.step("logs.list", () => check(okta.GET("/api/v1/logs", { params: { query: { limit: 1 } } })));
  await run.step("every path of the document is one that the client can name", () => {
    for (const name of Object.keys(document.paths)) if (!name.startsWith("/")) throw new Error(name);
  });
  return run;
}

interface OpenApiDocument {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

/** A function of a generated client: path parameters first, then the body or the query. */
type Generated = Readonly<Record<string, (...parameters: unknown[]) => Promise<unknown>>> & {
  readonly defaults: { baseUrl: string; headers: Record<string, string> };
};

/** A client that oazapfts generates from the Worker's own document. */
export async function runOazapfts(tap: Tap, token: string): Promise<ClientRun> {
  const run = startRun("oazapfts 7.5.0 on /openapi.json", tap);
  const headers = { authorization: `SSWS ${token}` };
  const document = await (await fetch(`${tap.url}/openapi.json`, { headers })).text();
  // Beside this file, so that the generated module finds its runtime.
  const folder = await mkdtemp(join(FOLDER, "generated-"));
  try {
    await writeFile(join(folder, "openapi.json"), document);
    const require = createRequire(import.meta.url);
    const cli = join(dirname(require.resolve("oazapfts")), "cli.js");
    await promisify(execFile)(process.execPath, [cli, join(folder, "openapi.json"), join(folder, "client.ts")]);
    // oazapfts writes the status 4XX, which OpenAPI allows, into a type as it stands.
    const generated = await readFile(join(folder, "client.ts"), "utf8");
    await writeFile(join(folder, "client.ts"), generated.replaceAll(/status: [45]XX;/g, "status: number;"));
    const client: Generated = await import(join(folder, "client.ts"));
    Object.assign(client.defaults, { baseUrl: tap.url, headers });
    const call = async (name: string, ...parameters: unknown[]) => {
      const result = (await client[name]?.(...parameters)) as { status: number; data: unknown } | undefined;
      if (!result || result.status >= 300) throw new Error(`${name}: ${JSON.stringify(result).slice(0, 300)}`);
      return result.data;
    };
    const login = "oazapfts?#@example.com";
    const profile = { login, email: "oazapfts@example.com", firstName: "Oaz", lastName: "Apfts" };
    await run.step("usersList", () => call("usersList", { limit: 3 }));
    await run.step("usersCreate", () => call("usersCreate", { profile }));
    await run.step("usersGet by a login with ? and #", () => call("usersGet", login));
    await run.step("usersListGroups", () => call("usersListGroups", login));
    await run.step("usersDeactivate", () => call("usersDeactivate", login));
    await run.step("groupsList", () => call("groupsList", { q: "Eng" }));
    await run.step("appsList", () => call("appsList", {}));
    await run.step("logsList", () => call("logsList", { limit: 1 }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return run;
}
