import { catalogue } from "@okta-edge/actions/catalogue";
import { describe, expect, it } from "vitest";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

interface OpenApiDocument {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}

/** The operations of Okta, and those of the Worker itself, which every document has. */
const OWN = ["caller.whoami", "connection.check", "worker.health", "worker.ready"];
const allIds = ({ paths }: OpenApiDocument) =>
  Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
const operationIds = (document: OpenApiDocument) => allIds(document).filter((id) => !OWN.includes(id));

const get = (path: string, headers: Record<string, string> = {}) =>
  new Request(`https://worker.example${path}`, { headers });

describe("GET /openapi.json", () => {
  it("describes every action to clients without a key", async () => {
    const { fetch } = await createTestGateway();
    const document = await (await fetch(get("/openapi.json"))).json<OpenApiDocument>();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(document.servers).toEqual([{ url: "https://worker.example" }]);
    expect(operationIds(document).sort()).toEqual(catalogue.map(({ id }) => id).sort());
  });

  it("describes to a caller what the caller may do", async () => {
    const { call } = await createTestGateway(
      {},
      {
        OKTA_SCOPES: "okta.users.read okta.groups.manage",
        CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes: ["okta.groups.manage"] }]),
      },
    );
    const document = await (await call("/openapi.json")).json<OpenApiDocument>();
    const allowed = catalogue.filter(({ scope }) => scope.startsWith("okta.groups."));
    expect(operationIds(document).sort()).toEqual(allowed.map(({ id }) => id).sort());
  });

  it("is remembered for each caller and each origin apart", async () => {
    const callers = [
      { name: "groups", key: "key-of-groups-0123456789", scopes: ["okta.groups.read"] },
      { name: "users", key: "key-of-users-0123456789", scopes: ["okta.users.read"] },
    ];
    const { fetch } = await createTestGateway({}, { CALLERS: await callersSetting(callers) });
    const read = async (origin: string, headers: Record<string, string>) =>
      (await fetch(new Request(`${origin}/openapi.json`, { headers }))).json<OpenApiDocument>();
    for (const origin of ["https://worker.example", "https://other.example", "https://worker.example"]) {
      for (const { key, scopes } of callers) {
        const document = await read(origin, { "x-api-key": key });
        const allowed = catalogue.filter(
          ({ scope, furtherScopes }) => scope === scopes[0] && furtherScopes.length === 0,
        );
        expect(document.servers).toEqual([{ url: origin }]);
        expect(operationIds(document)).toEqual(expect.arrayContaining(allowed.slice(0, 1).map(({ id }) => id)));
        expect(
          operationIds(document).every((id) => catalogue.find((action) => action.id === id)?.scope === scopes[0]),
        ).toBe(true);
      }
      expect(operationIds(await read(origin, {})).length).toBe(catalogue.length);
    }
  });

  it("is sent compressed to clients that accept gzip, and in full to others", async () => {
    const { fetch } = await createTestGateway();
    const read = (acceptEncoding: string) => fetch(get("/openapi.json", { "accept-encoding": acceptEncoding }));
    const full = await (await read("identity")).text();
    for (const accepted of ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8", "deflate,GZIP"]) {
      const response = await read(accepted);
      expect(response.headers.get("content-encoding"), accepted).toBe("gzip");
      expect(response.headers.get("vary")).toContain("accept-encoding");
      const bytes = await response.arrayBuffer();
      expect(bytes.byteLength).toBeLessThan(full.length / 4);
      const stream = new Response(bytes).body?.pipeThrough(new DecompressionStream("gzip"));
      expect((await new Response(stream).text()) === full, accepted).toBe(true);
    }
    for (const accepted of ["gzip;q=0", "br, gzip; q=0.0, deflate", "xgzip", "deflate"]) {
      const response = await read(accepted);
      expect(response.headers.get("content-encoding"), accepted).toBeNull();
      expect((await response.text()) === full, accepted).toBe(true);
    }
  });

  it("describes nothing for a wrong key, and nothing before there are callers", async () => {
    const { fetch, restart } = await createTestGateway();
    expect((await fetch(get("/openapi.json", { authorization: "Bearer wrong" }))).status).toBe(401);
    restart({ CALLERS: undefined });
    expect((await fetch(get("/openapi.json"))).status).toBe(503);
  });

  it("describes the Worker's own routes", async () => {
    const { fetch } = await createTestGateway();
    const document = await (await fetch(get("/openapi.json"))).json<OpenApiDocument>();
    expect(allIds(document)).toEqual(expect.arrayContaining(OWN));
    expect(document.paths["/connections/{connection}/check"]?.post?.operationId).toBe("connection.check");
  });
});
