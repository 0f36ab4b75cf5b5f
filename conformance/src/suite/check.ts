import type { CheckReport } from "@okta-edge/core/check";
import type { Cases } from "./case.ts";

const statuses = ({ steps }: CheckReport) => Object.fromEntries(steps.map(({ step, status }) => [step, status]));

const CLEAN = {
  options: "ok",
  key: "ok",
  org: "ok",
  clock: "ok",
  exchange: "ok",
  dpop: "ok",
  scopes: "ok",
  role: "ok",
  budget: "ok",
};

/** `@okta-edge/core/check`: which step of a connection's set-up is wrong. */
export const check: Cases = {
  "a good connection": async ({ t, lib, org }) => {
    const report = await lib.check.checkConnection(org.options("dpop"));
    t.equal([report.ok, statuses(report)], [true, CLEAN]);
  },
  "an app without DPoP is warned about": async ({ t, lib, org }) => {
    const report = await lib.check.checkConnection(org.options("p256"));
    t.equal([report.ok, statuses(report)], [true, { ...CLEAN, dpop: "warning" }]);
  },
  "a scope that was not granted": async ({ t, lib, org }) => {
    const scopes = ["okta.users.read", "okta.groups.read"];
    const report = await lib.check.checkConnection(org.options("narrow", { scopes }));
    t.equal([report.ok, statuses(report)], [false, { ...CLEAN, scopes: "failed" }]);
    t.match(report.steps.find(({ step }) => step === "scopes")?.detail, /okta\.users\.read/);
  },
  "a role that is missing": async ({ t, lib, org }) => {
    const report = await lib.check.checkConnection(org.options("roleless"));
    t.equal([report.ok, statuses(report)], [false, { ...CLEAN, role: "failed" }]);
  },
  "another app's key": async ({ t, lib, org, settings }) => {
    const { privateKey } = settings.apps.p256;
    const report = await lib.check.checkConnection(org.options("dpop", { privateKey }));
    const { exchange, dpop, role } = statuses(report);
    t.equal([report.ok, exchange, dpop, role], [false, "failed", "skipped", "skipped"]);
    t.equal(report.steps.find(({ step }) => step === "exchange")?.code, "token_refused");
  },
  "a key that is none": async ({ t, lib, org }) => {
    const report = await lib.check.checkConnection(org.options("dpop", { privateKey: "key.pem" }));
    const { key, org: found, exchange } = statuses(report);
    t.equal([report.ok, key, found, exchange], [false, "failed", "ok", "skipped"]);
  },
  "an org that is none": async ({ t, lib, org }) => {
    const fetch = async () => new Response("<p>Not here.</p>", { status: 404 });
    const report = await lib.check.checkConnection(org.options("dpop", { fetch }));
    const { key, org: found, exchange } = statuses(report);
    t.equal([report.ok, key, found, exchange], [false, "ok", "failed", "skipped"]);
  },
};
