import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSchema } from "../test/support/json-schema.ts";
import { BODIES } from "./attacks/bodies.ts";
import { BROWSERS } from "./attacks/browsers.ts";
import { CONNECTIONS } from "./attacks/connections.ts";
import { ELSEWHERE } from "./attacks/elsewhere.ts";
import { EXHAUSTION } from "./attacks/exhaustion.ts";
import { GOVERNANCE } from "./attacks/governance.ts";
import { HEADERS, SMUGGLED } from "./attacks/headers.ts";
import { MCP_CONFIRMATIONS } from "./attacks/mcp-confirmations.ts";
import { MCP_IDENTITY } from "./attacks/mcp-identity.ts";
import { MCP_TEXTS, MCP_TOOLS } from "./attacks/mcp-tools.ts";
import { PATHS } from "./attacks/paths.ts";
import { PROTECTED } from "./attacks/protected.ts";
import { SCOPES } from "./attacks/scopes.ts";
import { type Attack, breachesOf, carryOut, isFromWorker, OWN_SCOPES } from "./support/attack.ts";
import { type AttackLab, startAttackLab } from "./support/attack-lab.ts";
import { type AttackResult, describeAttacks } from "./support/attack-report.ts";
import { type Canary, findCanaries, givenSecrets, madeSecrets, readFolder, storedSecrets } from "./support/canaries.ts";
import { expectDocumented } from "./support/documented.ts";

const GROUPS: Readonly<Record<string, readonly Attack[]>> = {
  paths: PATHS,
  headers: HEADERS,
  scopes: SCOPES,
  governance: GOVERNANCE,
  protected: PROTECTED,
  connections: CONNECTIONS,
  elsewhere: ELSEWHERE,
  bodies: BODIES,
  exhaustion: EXHAUSTION,
  browsers: BROWSERS,
  "MCP tools": MCP_TOOLS,
  "MCP texts": MCP_TEXTS,
  "MCP confirmations": MCP_CONFIRMATIONS,
  "MCP identity": MCP_IDENTITY,
};

let lab: AttackLab;
const results = new Map<Attack, AttackResult>();

beforeAll(async () => {
  lab = await startAttackLab();
});

afterAll(() => lab?.close());

describe.each(Object.entries(GROUPS))("%s", (_, attacks) => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))("%s", async (_, attack) => {
    const outcome = await carryOut(lab, attack);
    const breaches = breachesOf(attack, outcome, lab);
    results.set(attack, { attack, outcome, breaches });
    const { status } = outcome.response;
    expect(breaches).toEqual([]);
    expect([attack.status].flat()).toContain(status);
    expect(isFromWorker(outcome), "whether the Worker answered").toBe(!attack.isRefusedBefore && status !== 0);
    if (isFromWorker(outcome) && !attack.lie) expect(status).toBeLessThan(500);
    await attack.check?.(outcome, lab);
  });
});

describe("after all attacks", () => {
  it("the Worker serves as before", async () => {
    const request = { target: "/api/v1/users?limit=1" };
    const { response, home } = await carryOut(lab, { name: "none", request, status: 200 });
    expect(response.status).toBe(200);
    expect(home).toHaveLength(1);
  });

  it("no token was ever asked for with more than one caller's scopes", () => {
    const callers = Object.keys(lab.keys) as (keyof AttackLab["keys"])[];
    const own = new Set([...callers.map((caller) => lab.scopesOf(caller).join(" ")), ...OWN_SCOPES]);
    const asked = [...lab.home.received, ...lab.eu.received]
      .map(({ body }) => new URLSearchParams(body).get("scope"))
      .filter((scope) => scope !== null);
    expect(asked.length).toBeGreaterThan(5);
    for (const scope of asked) expect(own).toContain(scope.split(" ").sort().join(" "));
  });

  it("the log holds an audit line a call, and nothing of what was sent", () => {
    const output = lab.worker.output();
    const lines = output.split("\n").filter((line) => line.startsWith('{"version"'));
    const answered = [...results.values()].filter(({ outcome }) => isFromWorker(outcome));
    expect(lines.length).toBeGreaterThanOrEqual(answered.length);
    const schema = JSON.parse(readFileSync(new URL("../schema/audit-v1.json", import.meta.url), "utf8"));
    for (const line of lines) expect(checkSchema(schema, JSON.parse(line)), line).toEqual([]);
    expect(output).not.toContain("internal_error");
    expect(output).not.toContain(SMUGGLED);
  });

  it("the audit line of a refused tool names the caller and the reason", () => {
    const lines = lab.worker.output().split("\n");
    const named = [...results.values()].filter(({ attack }) => attack.reason !== undefined);
    expect(named.length).toBeGreaterThan(40);
    for (const { attack, outcome } of named) {
      const id = outcome.response.headers.get("x-request-id")?.[0] ?? "";
      const found = lines
        .filter((line) => line.startsWith('{"version"') && line.includes(id))
        .map((line) => JSON.parse(line));
      const { name, reason: code, caller = "reader" } = attack;
      expect(found, name).toContainEqual(expect.objectContaining({ caller, code, via: "mcp" }));
    }
  });

  it("no byte of log, answer, KV or audit line is a secret's, and no org saw another's", async () => {
    const check = { method: "POST", target: "/connections/default/check" };
    await carryOut(lab, { name: "a check", caller: "traveller", request: check, status: 200 });
    const stored = await readFolder(join(lab.persistTo, "v3", "kv"));
    const made = { home: madeSecrets("home", lab.home), eu: madeSecrets("eu", lab.eu) };
    const kept = [...(await storedSecrets(stored, lab.home)), ...(await storedSecrets(stored, lab.eu))];
    const secrets: readonly Canary[] = [...givenSecrets(lab), ...made.home, ...made.eu, ...kept];
    const kinds = ["the key of", "private key", "an access token of", "assertion", "proof", "in KV", "a DPoP key"];
    for (const kind of kinds) expect(secrets.filter(({ what }) => what.includes(kind)).length, kind).toBeGreaterThan(3);

    expect(findCanaries(secrets, lab.transcript.join("\n")), "in an answer").toEqual([]);
    expect(findCanaries(secrets, lab.worker.output()), "in the log").toEqual([]);
    expect(findCanaries(secrets, stored), "in KV").toEqual([]);
    // wrangler keeps each call's URL, as Cloudflare does: with the key that a client put there, and that was refused.
    const traces = await readFolder(join(lab.persistTo, "v3", "observability"));
    const notInUrl = secrets.filter(({ what }) => what !== "the key of careless");
    expect(findCanaries(notInUrl, traces), "in traces").toEqual([]);

    const seen = { home: JSON.stringify(lab.home.received), eu: JSON.stringify(lab.eu.received) };
    expect(findCanaries(givenSecrets(lab), seen.home + seen.eu), "at Okta").toEqual([]);
    expect(findCanaries(made.home, seen.eu), "at the other org").toEqual([]);
    expect(findCanaries(made.eu, seen.home), "at the org at home").toEqual([]);
    // What is looked for would be found.
    expect(findCanaries(made.home, seen.home)).toEqual([...new Set(made.home.map(({ what }) => what))]);
  });

  it("docs/attacks.md lists each", () => {
    const groups = Object.entries(GROUPS).map(([name, attacks]) => ({
      name,
      results: attacks.map((attack) => results.get(attack)).filter((result) => result !== undefined),
    }));
    expectDocumented("attacks.md", "attacks", describeAttacks(groups));
  });
});
