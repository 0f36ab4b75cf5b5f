import { createSandbox } from "@okta-edge/sandbox";
import { describe, expect, it, vi } from "vitest";
import { checkSettings } from "../src/check-settings.ts";
import { LOCAL_KEY_HASH } from "../src/settings/local-mode.ts";
import { SETTING_NAMES } from "../src/settings/setting-names.ts";
import { auditOf } from "./support/audit.ts";
import { CALLER_KEY, callersSetting, createTestGateway, hashKey } from "./support/gateway.ts";

const { apps } = await createSandbox();
const PEM = apps[0]?.privateKey ?? "";
const good = {
  OKTA_ORG_URL: "https://acme.okta.com",
  OKTA_CLIENT_ID: "0oa1",
  OKTA_KEY_ID: "k1",
  OKTA_PRIVATE_KEY: PEM,
  OKTA_SCOPES: "okta.users.read",
  CALLERS: await callersSetting([{ name: "ada", key: "key", scopes: ["okta.users.read"] }]),
};
const caller = { name: "ada", keyHash: await hashKey("key"), scopes: ["okta.users.read"] };

/** The problems as lines of setting, code, message and hint. */
async function linesOf(settings: Record<string, unknown>): Promise<readonly string[]> {
  const problems = await checkSettings(settings);
  return problems.map(({ setting, code, message, hint = "" }) => `${setting} ${code}: ${message} ${hint}`.trim());
}

describe("what is missing", () => {
  it("is reported together, with the command that sets it in the deployed environment", async () => {
    expect(await linesOf({ ENVIRONMENT: "staging" })).toEqual([
      "OKTA_ORG_URL missing_setting: OKTA_ORG_URL is missing. Set it to the org's URL, for example https://example.okta.com, with `npx wrangler secret put OKTA_ORG_URL --env staging`.",
      "OKTA_CLIENT_ID missing_setting: OKTA_CLIENT_ID is missing. Set it to the Client ID of the API Services app with `npx wrangler secret put OKTA_CLIENT_ID --env staging`.",
      "OKTA_SCOPES missing_setting: OKTA_SCOPES is missing. Set it to the scopes that are granted to the app, for example okta.users.read okta.groups.read, with `npx wrangler secret put OKTA_SCOPES --env staging`.",
      "OKTA_PRIVATE_KEY missing_setting: OKTA_PRIVATE_KEY is missing. Set it to the app's private key, PEM or JWK, with `npx wrangler secret put OKTA_PRIVATE_KEY --env staging`.",
      expect.stringMatching(/^CALLERS missing_setting: CALLERS is missing\. Set it to JSON, .* --env staging`\.$/),
    ]);
  });

  it("is reported by a Worker without settings in its first response, to everyone", async () => {
    const { fetch } = await createTestGateway({}, Object.fromEntries(SETTING_NAMES.map((name) => [name, undefined])));
    for (const path of ["/openapi.json", "/api/v1/users"]) {
      const response = await fetch(new Request(`https://worker.example${path}`));
      expect(response.status).toBe(503);
      const { problems, check } = await response.json<{ problems: { setting: string }[]; check: string }>();
      expect(problems.map(({ setting }) => setting).sort()).toEqual([
        "CALLERS",
        "OKTA_CLIENT_ID",
        "OKTA_ORG_URL",
        "OKTA_PRIVATE_KEY",
        "OKTA_SCOPES",
      ]);
      expect(check).toBe("POST /connections/default/check");
    }
  });

  it("includes quotation marks that are not closed and exchanged IDs", async () => {
    const lines = await linesOf({
      ...good,
      OKTA_ORG_URL: '"https://acme.okta.com',
      OKTA_CLIENT_ID: '0oa1"',
      OKTA_KEY_ID: "0oa1b2c3d4e5f6g7h8i9",
      OKTA_KEY_ID_NEXT: "'k2",
    });
    const sentence = "begins or ends with a quotation mark that is not closed";
    expect([...lines].sort()).toEqual([
      `OKTA_CLIENT_ID invalid_option: OKTA_CLIENT_ID ${sentence}. Remove the mark from OKTA_CLIENT_ID.`,
      "OKTA_KEY_ID invalid_option: OKTA_KEY_ID is a Client ID. Set OKTA_KEY_ID to the KID of the public key, and OKTA_CLIENT_ID to the Client ID: General > Client Credentials.",
      `OKTA_KEY_ID_NEXT invalid_option: OKTA_KEY_ID_NEXT ${sentence}. Remove the mark from OKTA_KEY_ID_NEXT.`,
      `OKTA_ORG_URL invalid_option: OKTA_ORG_URL ${sentence}. Remove the mark from OKTA_ORG_URL.`,
    ]);
  });

  it("accepts a JWK set with one key, as text and as JSON of vars, and scopes as JSON text", async () => {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
    const keys = { keys: [await crypto.subtle.exportKey("jwk", (pair as CryptoKeyPair).privateKey)] };
    for (const OKTA_PRIVATE_KEY of [JSON.stringify(keys), keys, `'${JSON.stringify(keys)}'`]) {
      const OKTA_SCOPES = '["okta.users.read","okta.groups.read"]';
      expect(await linesOf({ ...good, OKTA_PRIVATE_KEY, OKTA_SCOPES })).toEqual([]);
    }
  });

  it("names .dev.vars in local mode, and no CALLERS", async () => {
    const lines = await linesOf({ LOCAL: "on" });
    expect(lines.map((line) => line.split(" ")[0])).not.toContain("CALLERS");
    for (const line of lines) expect(line).toMatch(/in \.dev\.vars\.$/);
  });

  it("names the secret of its own connection", async () => {
    const OKTA_CONNECTIONS = { "eu-staging": { clientId: "0oa1", scopes: ["okta.users.read"] } };
    expect(await linesOf({ ...good, ENVIRONMENT: "production", OKTA_CONNECTIONS })).toEqual([
      "OKTA_CONNECTIONS.eu-staging.orgUrl missing_setting: OKTA_CONNECTIONS.eu-staging.orgUrl is missing. Set it to the org's URL, for example https://example.okta.com, in OKTA_CONNECTIONS.",
      "OKTA_PRIVATE_KEY__EU_STAGING missing_setting: OKTA_PRIVATE_KEY__EU_STAGING is missing. Set it to the app's private key, PEM or JWK, with `npx wrangler secret put OKTA_PRIVATE_KEY__EU_STAGING --env production`.",
    ]);
  });

  it("is not the default connection where only others are declared", async () => {
    const OKTA_CONNECTIONS = { eu: { orgUrl: "https://acme.okta.com", clientId: "0oa1", scopes: ["okta.users.read"] } };
    const CALLERS = [{ ...caller, connections: ["eu"] }];
    expect(await linesOf({ OKTA_CONNECTIONS, OKTA_PRIVATE_KEY__EU: PEM, CALLERS })).toEqual([]);
  });
});

describe("a misspelled name", () => {
  it.each([
    ["OKTA_CLIENTID", "OKTA_CLIENT_ID"],
    ["OKTA_ORGURL", "OKTA_ORG_URL"],
    ["OKTA_ORG_URI", "OKTA_ORG_URL"],
    ["okta_scopes", "OKTA_SCOPES"],
    ["OKTA_SCOPE", "OKTA_SCOPES"],
    ["OKTA_PRIVATEKEY", "OKTA_PRIVATE_KEY"],
    ["CALLER", "CALLERS"],
  ])("of a required setting is named beside what is missing: %s", async (misspelled, name) => {
    const { [name as keyof typeof good]: value, ...others } = good;
    const lines = await linesOf({ ...others, [misspelled]: value });
    expect(lines).toEqual([
      expect.stringContaining(
        `The variable ${misspelled} is set, but the Worker does not read it: rename it to ${name}.`,
      ),
      expect.stringContaining(`Did you mean ${name}?`),
    ]);
  });

  it.each([
    ["ACCESS_AUDIENCE_TAG", undefined],
    ["ACCESS_TEAMDOMAIN", "ACCESS_TEAM_DOMAIN"],
    ["TIME_OUT", "TIMEOUT"],
    ["ALLOWED_ORIGIN", "ALLOWED_ORIGINS"],
    ["PASSTHROUGH", "PASS_THROUGH"],
    ["OKTA_SOMETHING", ""],
    ["PATH", undefined],
    ["HOME", undefined],
    ["NODE_ENV", undefined],
    ["MY_BUCKET", undefined],
  ])("%s: did you mean %s", async (name, suggestion) => {
    const lines = await linesOf({ ...good, [name]: "value" });
    if (suggestion === undefined) expect(lines).toEqual([]);
    else expect(lines).toEqual([expect.stringContaining(`${name} unknown_setting: ${name} is not a setting`)]);
    if (suggestion) expect(lines[0]).toContain(`Did you mean ${suggestion}?`);
  });

  it("does not stop the Worker, and the check reports it", async () => {
    const { call } = await createTestGateway({}, { OKTA_CLIENTID: "0oa1" });
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    const report = await (await call("/connections/default/check", { method: "POST" })).json<{
      ok: boolean;
      steps: unknown[];
    }>();
    expect(report.ok).toBe(true);
    expect(report.steps[0]).toEqual({
      step: "settings",
      status: "warning",
      detail: "OKTA_CLIENTID is not a setting of the Worker.",
      hint: "Did you mean OKTA_CLIENT_ID?",
      code: "unknown_setting",
      option: "OKTA_CLIENTID",
    });
  });

  it("of a connection's key is reported", async () => {
    expect(await linesOf({ ...good, OKTA_PRIVATE_KEY__EUROPE: PEM })).toEqual([
      "OKTA_PRIVATE_KEY__EUROPE unknown_setting: OKTA_PRIVATE_KEY__EUROPE belongs to no connection. Declare the connection in OKTA_CONNECTIONS.",
    ]);
  });
});

describe("JSON", () => {
  it.each([
    ["{", 1, 2],
    ['[{"name":"ada",}]', 1, 16],
    ["[\n  {'name': 'ada'}\n]", 2, 4],
    ['[\n  {"name" "ada"}\n]', 2, 11],
    ["[{}] x", 1, 6],
    ["[1 2]", 1, 4],
    ["[01]", 1, 2],
    ['["a\nb"]', 1, 2],
    ["[tru]", 1, 2],
    ["[}", 1, 2],
    ['{"a":1]', 1, 7],
    ["[\u00a01]", 1, 2],
    ["secret-without-json", 1, 1],
    ['["\\x"]', 1, 2],
  ])("%j is not valid at line %i, column %i", async (CALLERS, line, column) => {
    const lines = await linesOf({ ...good, CALLERS });
    expect(lines).toEqual([
      `CALLERS invalid_setting: CALLERS is not valid JSON: see line ${line}, column ${column}. An example: [{"name":"moveworks","keyHash":"sha256:<64 hexadecimal digits>","scopes":["okta.users.read"]}].`,
    ]);
  });

  it("of OKTA_CONNECTIONS too, with an example of its own", async () => {
    const [line] = await linesOf({ ...good, OKTA_CONNECTIONS: '{"eu": secret}' });
    expect(line).toMatch(/^OKTA_CONNECTIONS invalid_setting: .* line 1, column 8\. An example: \{"eu":\{"orgUrl"/);
    expect(line).not.toContain("secret");
  });
});

describe("CALLERS is rejected without quoting a value", () => {
  const second = async () => ({ ...caller, name: "grace", keyHash: await hashKey("another") });
  it.each<[string, () => unknown | Promise<unknown>, string | RegExp]>([
    ["no list", () => ({}), "CALLERS must be a list."],
    ["an empty list", () => [], "CALLERS must contain at least one caller."],
    [
      "a key in place of its hash",
      () => [{ ...caller, keyHash: "secret" }],
      /^CALLERS\[0\]\.keyHash looks like a key, not its hash\. Replace it with sha256: and the hash that `printf %s "\$key" \| openssl dgst -sha256 -r` prints\./,
    ],
    [
      "a hash without sha256:",
      () => [{ ...caller, keyHash: "ab".repeat(32) }],
      /^CALLERS\[0\]\.keyHash lacks the prefix sha256:\. /,
    ],
    ["a hash in capitals", () => [{ ...caller, keyHash: `sha256:${"AB".repeat(32)}` }], /in lower case\.$/],
    ["no scopes", () => [{ ...caller, scopes: [] }], "CALLERS[0].scopes must contain at least one scope."],
    [
      "scopes as text",
      () => [{ ...caller, scopes: "okta.users.read" }],
      /^CALLERS\[0\]\.scopes must be a list of scopes/,
    ],
    [
      "a scope of another kind",
      () => [{ ...caller, scopes: ["okta.users.read", "admin"] }],
      /^CALLERS\[0\]\.scopes\[1\] must be a scope/,
    ],
    [
      "a misspelled scope",
      () => [{ ...caller, scopes: ["okta.user.read"] }],
      "CALLERS[0].scopes: Unknown scope okta.user.read. Did you mean okta.users.read?",
    ],
    [
      "an unknown member",
      () => [{ ...caller, scope: "secret" }],
      /^CALLERS\[0\]\.scope is unknown\. The members are name, keyHash/,
    ],
    ["no name", () => [{ keyHash: caller.keyHash, scopes: caller.scopes }], "CALLERS[0].name is missing."],
    ["a caller that is not an object", () => ["secret"], "CALLERS[0] must be an object."],
    ["no key", () => [{ name: "ada", scopes: caller.scopes }], "CALLERS[0] must have a keyHash, keys or access."],
    [
      "a name twice",
      async () => [caller, { ...(await second()), name: "ada" }],
      /^CALLERS declares the caller "ada" twice\./,
    ],
    [
      "a key of two callers",
      () => [caller, { ...caller, name: "grace" }],
      /^CALLERS gives the callers "ada" and "grace" the same key\./,
    ],
    [
      "a key of two callers, one of them by keys that have ended",
      () => [
        { ...caller, keyHash: undefined, keys: [{ keyHash: caller.keyHash, notAfter: "2020-01-01T00:00:00Z" }] },
        { ...caller, name: "grace" },
      ],
      /^CALLERS gives the callers "ada" and "grace" the same key\./,
    ],
    [
      "an identity of two callers",
      () => [
        { name: "ada", access: "Ada@example.com", scopes: caller.scopes },
        { name: "grace", access: "ada@EXAMPLE.com", scopes: caller.scopes },
      ],
      /^CALLERS gives the callers "ada" and "grace" the same identity of Cloudflare Access\./,
    ],
    [
      "a connection that does not exist",
      () => [{ ...caller, connections: ["eu"] }],
      /^CALLERS gives the caller "ada" a connection that does not exist\. The connections are default\.$/,
    ],
  ])("%s", async (_, make, message) => {
    const CALLERS = JSON.stringify(await make());
    const [problem, ...others] = await checkSettings({ ...good, CALLERS });
    expect(others).toEqual([]);
    const text = [problem?.message, problem?.hint].filter(Boolean).join(" ");
    if (typeof message === "string") expect(text).toBe(message);
    else expect(text).toMatch(message);
    expect(text).not.toContain("secret");
  });
});

describe("values in other forms", () => {
  it("JSON of `vars` works for every setting", async () => {
    const { sandbox, settings, call, restart } = await createTestGateway();
    restart({
      CALLERS: JSON.parse(String(settings.CALLERS)),
      OKTA_SCOPES: ["okta.users.read", "okta.groups.read"],
      OKTA_ASSERTION_LIFETIME: 600,
      PASS_THROUGH: true,
      TIMEOUT: 15000,
      ALLOWED_ORIGINS: ["https://app.acme.dev", "https://b.acme.dev"],
      OKTA_CONNECTIONS: {
        eu: {
          orgUrl: sandbox.orgUrl,
          clientId: sandbox.apps[0]?.clientId,
          assertionLifetime: 60,
          scopes: ["okta.users.read"],
        },
      },
      OKTA_PRIVATE_KEY__EU: sandbox.apps[0]?.privateKey,
    });
    const response = await call("/api/v1/users?limit=1", { headers: { origin: "https://b.acme.dev" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("https://b.acme.dev");
    expect((await call("/api/v1/brands")).status).toBe(403);
  });

  it("a JWK as JSON works as the private key", async () => {
    const { sandbox, call, restart } = await createTestGateway({ apps: [{ algorithm: "RS256" }] });
    const pem = (sandbox.apps[0]?.privateKey ?? "").replaceAll(/-----[^-]+-----|\s/g, "");
    const der = Uint8Array.from(atob(pem), (char) => char.charCodeAt(0));
    const key = await crypto.subtle.importKey("pkcs8", der, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, [
      "sign",
    ]);
    restart({ OKTA_PRIVATE_KEY: await crypto.subtle.exportKey("jwk", key) });
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
  });

  it("a byte order mark before any setting is ignored", async () => {
    const { settings, call, restart } = await createTestGateway();
    const texts = Object.entries(settings).filter(([, value]) => typeof value === "string");
    restart(Object.fromEntries(texts.map(([name, value]) => [name, `\ufeff${value}\r\n`])));
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
  });

  it.each(["", " ", "\n", "\ufeff"])("%j is an absent setting", async (value) => {
    const optional = Object.fromEntries(SETTING_NAMES.filter((name) => !(name in good)).map((name) => [name, value]));
    expect(await linesOf({ ...good, ...optional })).toEqual([]);
    expect(await linesOf({ ...good, OKTA_ORG_URL: value })).toHaveLength(1);
  });

  it("commas and line breaks separate scopes", async () => {
    const { call, sandbox } = await createTestGateway({}, { OKTA_SCOPES: "okta.users.manage,okta.groups.manage\n" });
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.groups.read", "okta.users.read"]);
  });
});

describe("secrets of the Secrets Store", () => {
  const secret = (value: unknown) => ({ get: vi.fn(async () => String(value)) });

  it("work for every setting, and are read once", async () => {
    const { settings, call, restart } = await createTestGateway();
    const names = [
      "OKTA_ORG_URL",
      "OKTA_CLIENT_ID",
      "OKTA_KEY_ID",
      "OKTA_PRIVATE_KEY",
      "OKTA_SCOPES",
      "CALLERS",
    ] as const;
    const secrets = Object.fromEntries(names.map((name) => [name, secret(settings[name])]));
    restart(secrets);
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    for (const { get } of Object.values(secrets)) expect(get).toHaveBeenCalledTimes(1);
  });

  it("take effect within a minute of their change, and only then", async () => {
    const { call, restart } = await createTestGateway();
    let CALLERS = await callersSetting([{ name: "old", key: CALLER_KEY, scopes: ["okta.users.read"] }]);
    restart({ CALLERS: { get: async () => CALLERS } });
    const now = vi.spyOn(Date, "now");
    try {
      const start = Date.now();
      now.mockImplementation(() => start);
      expect((await call("/api/v1/users?limit=1")).status).toBe(200);
      CALLERS = await callersSetting([{ name: "new", key: "another-key", scopes: ["okta.users.read"] }]);
      expect((await call("/api/v1/users?limit=1")).status).toBe(200);
      now.mockImplementation(() => start + 60_001);
      expect((await call("/api/v1/users?limit=1")).status).toBe(401);
    } finally {
      now.mockRestore();
    }
  });

  it("that cannot be read are a 503 that names the setting and not the cause; the next try can succeed", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const { settings, call, restart } = await createTestGateway();
    let fails = true;
    restart({
      OKTA_PRIVATE_KEY: {
        get: async () => {
          if (fails) throw new Error("secret detail");
          return settings.OKTA_PRIVATE_KEY;
        },
      },
    });
    const now = vi.spyOn(Date, "now");
    try {
      const start = Date.now();
      now.mockImplementation(() => start);
      const response = await call("/api/v1/users");
      expect(response.status).toBe(503);
      const body = await response.text();
      expect(JSON.parse(body)).toMatchObject({ code: "setting_unavailable" });
      expect(body).toContain("OKTA_PRIVATE_KEY cannot be read from the Secrets Store.");
      expect(body).not.toContain("secret detail");
      expect(error.mock.calls).toEqual([['{"settings":"setting_unavailable","names":["OKTA_PRIVATE_KEY"]}']]);
      fails = false;
      now.mockImplementation(() => start + 5001);
      expect((await call("/api/v1/users?limit=1")).status).toBe(200);
      fails = true;
      now.mockImplementation(() => start + 120_000);
      expect((await call("/api/v1/users?limit=1")).status).toBe(200);
    } finally {
      now.mockRestore();
      error.mockRestore();
    }
  });
});

describe("the key of an unknown caller", () => {
  it("is logged by the first 8 digits of its hash, and not returned", async () => {
    const { fetch } = await createTestGateway();
    const key = "a-key-that-no-caller-has";
    let body = "";
    const [line] = await auditOf(async () => {
      const request = new Request("https://worker.example/api/v1/users", { headers: { "x-api-key": key } });
      body = await (await fetch(request)).text();
    });
    const digits = (await hashKey(key)).slice("sha256:".length, "sha256:".length + 8);
    expect(line).toMatchObject({ code: "unauthorized", keyHash: digits });
    expect(body).not.toContain(digits);
  });
});

describe("every message", () => {
  const wrong: readonly Record<string, unknown>[] = [
    {},
    { ...good, OKTA_ORG_URL: "https://acme-admin.okta.com" },
    { ...good, OKTA_ORG_URL: "https://acme.okta.com/admin" },
    { ...good, OKTA_ORG_URL: "acme.okta.com" },
    { ...good, OKTA_ORG_URL: "http://acme.okta.com" },
    { ...good, OKTA_CLIENT_ID: "0oa..." },
    { ...good, OKTA_KEY_ID: "..." },
    { ...good, OKTA_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----" },
    { ...good, OKTA_PRIVATE_KEY: "/etc/key.pem" },
    { ...good, OKTA_PRIVATE_KEY_NEXT: PEM.slice(0, 200) },
    { ...good, OKTA_SCOPES: "okta.user.read" },
    { ...good, OKTA_ALGORITHM: "ES256" },
    { ...good, OKTA_ALGORITHM: "none", OKTA_DPOP: "maybe", OKTA_ASSERTION_LIFETIME: "4000" },
    { ...good, OKTA_TOKEN_ENDPOINT: "https://evil.example/token" },
    { ...good, CALLERS: "{" },
    { ...good, CALLERS: [{ ...caller, keyHash: "secret" }] },
    { ...good, CALLERS: [{ ...caller, keyHash: LOCAL_KEY_HASH }] },
    { ...good, OKTA_CONNECTIONS: { EU: {} } },
    { ...good, OKTA_CONNECTIONS: { eu: { privateKey: "secret" } } },
    { ...good, OKTA_CONNECTIONS: { eu: {} } },
    { ...good, ACCESS_AUD: "x" },
    { ...good, ACCESS_AUD: "ab".repeat(32) },
    { ...good, ACCESS_TEAM_DOMAIN: "acme.com" },
    { ...good, PASS_THROUGH: "yes", TIMEOUT: "soon", ALLOWED_ORIGINS: "*", UNKNOWN_QUERY_PARAMETERS: "no" },
    { ...good, LOCAL: "yes" },
    { ...good, OKTA_CLIENTID: "0oa1" },
    { ...good, CALLERS: { get: async () => Promise.reject(new Error("down")) } },
  ];

  it.each(wrong)(
    "of %# names only settings that exist, ends with one period or question mark, and quotes no value",
    async (settings) => {
      const problems = await checkSettings(settings);
      expect(problems.length).toBeGreaterThan(0);
      for (const { setting, message, hint } of problems) {
        for (const text of [message, ...(hint ? [hint] : [])]) {
          expect(text).toMatch(/[^.][.?]$/);
          expect(text).not.toContain('secret"');
          for (const [name] of text.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b|\bTIMEOUT\b|\bCALLERS\b/g)) {
            const isKnown = (SETTING_NAMES as readonly string[]).includes(name.replace(/__.*/, "")) || name in settings;
            expect(isKnown, `${name} in ${text}`).toBe(true);
          }
        }
        expect(message).toContain(setting.split(".")[0]);
      }
    },
  );
});
