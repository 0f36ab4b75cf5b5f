import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { isSpecPresent, readSpec } from "../../actions/test/support/okta-spec.ts";
import { OPERATIONS } from "../src/http/operations.ts";
import { call, getToken } from "./support/client.ts";
import { makeOrg, type TestOrg } from "./support/org.ts";

let org: TestOrg;
let token: string;

beforeAll(async () => {
  const scopes = new Set(OPERATIONS.map(({ scope }) => scope).filter((scope) => scope.startsWith("okta.")));
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: [...scopes].join(" ") } });
});

/** Where Okta's orgs return what its description does not allow: the fault, and what real orgs do. */
const KNOWN: Readonly<Record<string, RegExp>> = {
  // The pattern of the description matches no text at all.
  "/api/v1/api-tokens": /tokenWindow must match pattern/,
  "/api/v1/api-tokens/{apiTokenId}": /tokenWindow must match pattern/,
  // Devices are changed by PATCH; the description's list of methods lacks it.
  "/api/v1/devices": /hints\/allow/,
  "/api/v1/devices/{deviceId}": /hints\/allow/,
  "/api/v1/users/{userId}/devices": /hints\/allow/,
  // A standard role matches the schema of a custom role too.
  "/api/v1/users/{userId}/roles": /exactly one schema/,
  "/api/v1/users/{userId}/roles/{roleAssignmentId}": /exactly one schema/,
  // A list, which the description calls an object.
  "/api/v1/users/{userId}/authenticator-enrollments": /must be object/,
  // UNKNOWN before provisioning is set up.
  "/api/v1/apps/{appId}/connections/default": /authScheme must be equal/,
};

const bare = (path: string) => path.replaceAll(/\{\w+\}/g, "{}");

/** What must be asked beside the path. */
const QUERIES: Readonly<Record<string, string>> = { "/api/v1/policies": "?type=OKTA_SIGN_ON" };

it.skipIf(!isSpecPresent)("answers every read of the seeded org as Okta's description says", async () => {
  const spec = readSpec();
  // The ID of the first one of each list, by the list's path; a path with parameters is filled from the lists before it.
  const firsts = new Map<string, string>();
  const fill = (path: string): string | undefined => {
    const parts = path.split(/(\{\w+\})/);
    const filled = parts.map((part, place) =>
      part.startsWith("{") ? firsts.get(bare(parts.slice(0, place).join(""))) : part,
    );
    return filled.some((part) => part === undefined) ? undefined : filled.join("");
  };
  const reads = OPERATIONS.filter(({ method }) => method === "GET").map(({ path }) => path);
  const faults: string[] = [];
  let checked = 0;
  for (const path of reads.sort((one, other) => one.split("/").length - other.split("/").length)) {
    const target = fill(path);
    if (target === undefined) continue;
    const { status, body } = await call(org, token, target + (QUERIES[path] ?? ""));
    if (status !== 200) continue;
    const list = Array.isArray(body) ? body : Object.values(body ?? {}).find(Array.isArray);
    const { id, kid, name } = list?.[0] ?? {};
    const first = id ?? kid ?? name;
    if (typeof first === "string") firsts.set(`${bare(path)}/`, encodeURIComponent(first));
    const operation = spec.find("GET", path);
    const errors = operation && spec.validate(operation, "200", body);
    if (!errors) continue;
    checked++;
    // Okta returns null for much that its description does not allow it for.
    const left = errors.filter((error) => !error.endsWith("is null") && !KNOWN[path]?.test(error));
    faults.push(...new Set(left.map((error) => `${path}: ${error}`)));
  }
  expect(faults).toEqual([]);
  expectCount(checked);
});

/** The README has the number; UPDATE_DOCS=1 writes it. */
function expectCount(checked: number): void {
  const file = new URL("../README.md", import.meta.url);
  const readme = readFileSync(file, "utf8");
  const text = `<!-- contract -->${checked} reads of the seeded org are compared with Okta's description<!-- /contract -->`;
  const written = readme.replace(/<!-- contract -->.*<!-- \/contract -->/, text);
  if (process.env.UPDATE_DOCS === "1") writeFileSync(file, written);
  else expect(readme, "run with UPDATE_DOCS=1 to renew the README").toContain(text);
}
