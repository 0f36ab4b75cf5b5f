import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isSpecPresent, readSpec } from "../../../actions/test/support/okta-spec.ts";
import { OPERATIONS, PUBLIC_OPERATIONS } from "../../src/http/operations.ts";
import { RECORDED_ERRORS, reasonNotProvoked } from "../recorded/recorded-errors.ts";
import { EXCEPTIONS, NEVER } from "./exceptions.ts";
import { REQUESTS } from "./requests.ts";
import { bare, request, startWalk, type Walk } from "./walk.ts";

/** Expects a text in the README between the comments of a name; with `UPDATE_DOCS=1` it is written there instead. */
function expectInReadme(name: string, text: string): void {
  const file = new URL("../../README.md", import.meta.url);
  const readme = readFileSync(file, "utf8");
  const marked = `<!-- ${name} -->${text}<!-- /${name} -->`;
  // The formatter of documents breaks lines anywhere.
  const onOneLine = readme.replaceAll(/\s+/g, " ");
  const written = readme.replace(new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`), marked);
  if (process.env.UPDATE_DOCS !== "1")
    expect(onOneLine, "run with UPDATE_DOCS=1 to renew the README").toContain(marked);
  else if (!onOneLine.includes(marked)) writeFileSync(file, written);
}

describe.runIf(isSpecPresent)("an org answers each operation as Okta's description says", () => {
  const spec = isSpecPresent ? readSpec() : undefined;
  const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${bare(path)}`;
  const described = [...OPERATIONS, ...PUBLIC_OPERATIONS].filter(({ method, path }) => spec?.find(method, path));
  const compared = described.filter((operation) => !Object.hasOwn(NEVER, nameOf(operation)));
  const used = new Set<string>();
  /** What was returned, by operation and status. */
  const returned = new Set<string>();
  let readWalk: Promise<Walk> | undefined;

  it.each(compared.map((operation) => [nameOf(operation), operation] as const))("%s", async (name, named) => {
    const operation = spec?.find(named.method, named.path);
    if (!spec || !operation) throw new Error("It is not described.");
    // What a read finds, it leaves as it is; whatever is changed is changed in an org of its own.
    const isShared = named.method === "GET" && !Object.hasOwn(REQUESTS, name);
    if (isShared) readWalk ??= startWalk(spec);
    const { status, body, text } = await request(
      await (isShared && readWalk ? readWalk : startWalk(spec)),
      spec,
      named,
    );

    returned.add(`${operation.operationId} ${status}`);
    const success = Object.keys(operation.responses).find((one) => /^[23]/.test(one)) ?? "200";
    const recorded = spec.observed(operation.operationId);
    expect(recorded.length > 0 ? recorded : [success], text).toContain(String(status));
    const faults = spec.validate(operation, success, body);
    if (status === 204) expect(text).toBe("");
    const left = [...new Set(faults)].filter((fault) => {
      const known = EXCEPTIONS.find(([operations, faulty]) => operations.test(name) && faulty.test(fault));
      if (known) used.add(known[2]);
      return !known;
    });
    expect(left, text).toEqual([]);
  });

  it("has no exception that is not needed", () => {
    expect(EXCEPTIONS.map(([, , reason]) => reason).filter((reason) => !used.has(reason))).toEqual([]);
    expect(Object.keys(NEVER).filter((name) => !described.some((operation) => nameOf(operation) === name))).toEqual([]);
  });

  it("is what the README counts", () => {
    expectInReadme("contract", `${compared.length} of the ${described.length} operations that Okta describes`);
  });

  it("returns the operation's status in nearly every response that was recorded of real orgs", () => {
    const errors = RECORDED_ERRORS.filter((error) => reasonNotProvoked(error) === undefined);
    const tested = new Set([...returned, ...errors.map(({ operation, status }) => `${operation} ${status}`)]);
    const ids = new Set(described.map(({ method, path }) => spec?.find(method, path)?.operationId));
    let all = 0;
    let alike = 0;
    for (const [operation, statuses] of Object.entries(spec?.recordings ?? {})) {
      if (!ids.has(operation)) continue;
      for (const [status, times] of Object.entries(statuses)) {
        all += times;
        if (tested.has(`${operation} ${status}`)) alike += times;
      }
    }
    expect(alike / all).toBeGreaterThan(0.97);
    const share = ((alike / all) * 100).toFixed(1);
    const format = (count: number) => count.toLocaleString("en");
    expectInReadme("responses", `${format(alike)} of ${format(all)} recorded responses of real orgs (${share} %)`);
  });
});
