import type { OktaClientOptions } from "@okta-edge/core";
import type { AppName } from "../settings.ts";
import type { Bench, Cases } from "./case.ts";

/** A client with the actions of three modules. */
function bind({ lib: { actions, modules }, org }: Bench, app: AppName = "dpop") {
  const changes: Partial<OktaClientOptions> = { scopes: ["okta.users.manage", "okta.groups.manage", "okta.logs.read"] };
  return actions.withActions(org.client(app, changes), modules);
}

/** Okta's actions as functions, with their input checked. */
export const actions: Cases = {
  "one object": async (bench) => {
    const user = await bind(bench).users.get({ userId: "ada.lovelace@example.com" });
    bench.t.equal([user.profile.login, user.profile.firstName], ["ada.lovelace@example.com", "Ada"]);
  },
  "a list, over all of its pages": async (bench) => {
    const okta = bind(bench, "p256");
    const logins = new Set<string>();
    for await (const { profile } of okta.users.list({ limit: 25 })) logins.add(profile?.login ?? "");
    bench.t.equal([logins.size, (await bench.org.counts()).api], [62, 3]);
  },
  "a list, a page at a time": async (bench) => {
    const sizes: number[] = [];
    for await (const page of bind(bench).groups.list({ limit: 4 }).pages) sizes.push(page.length);
    bench.t.ok(sizes.length > 1 && sizes.slice(0, -1).every((size) => size === 4), `The pages are of ${sizes}.`);
  },
  "a life: created, updated, suspended, unsuspended, deactivated, deleted": async (bench) => {
    const { t } = bench;
    const { users } = bind(bench);
    const login = `${crypto.randomUUID()}@example.com`;
    const profile = { firstName: "Grace", lastName: "Ünïcode 漢字", login, email: login };
    const credentials = { password: { value: `Aa1-${crypto.randomUUID()}` } };
    const created = await users.create({ body: { profile, credentials }, activate: true });
    const userId = created.id;
    t.equal(created.profile.lastName, profile.lastName);
    const updated = await users.update({ userId, body: { profile: { lastName: "Hopper" } } });
    t.equal([updated.profile.firstName, updated.profile.lastName], ["Grace", "Hopper"]);
    await users.suspend({ userId });
    t.equal((await users.get({ userId: login })).status, "SUSPENDED");
    await users.unsuspend({ userId });
    await users.deactivate({ userId });
    t.equal(await users.delete({ userId }), undefined);
    await t.rejects(users.get({ userId }), { errorCode: "E0000007", status: 404 });
  },
  "input that an action does not take is not sent": async (bench) => {
    const { t, org } = bench;
    const { users, groups } = bind(bench);
    const wrong = [
      users.get({ userId: "a/b" }),
      users.get({ userId: ".." }),
      users.get({} as never),
      users.get({ userId: "a", limt: 1 } as never),
      groups.create({ body: { profile: { name: "" } } }),
    ];
    for (const call of wrong) await t.rejects(call, { name: "ActionInputError", code: "invalid_input" });
    t.equal(await org.counts(), { token: 0, api: 0 });
  },
  "a parameter is quoted as a URL wants it": ({ t, lib: { actions, modules } }) => {
    const { path } = actions.buildActionRequest(modules.users.list, { search: 'profile.login eq "a+b@é.example"' });
    t.equal(new URL(path, "https://example.com").searchParams.get("search"), 'profile.login eq "a+b@é.example"');
  },
  "Okta's refusals are thrown": async (bench) => {
    const okta = bind(bench, "roleless");
    await bench.t.rejects(okta.users.get({ userId: "ada.lovelace@example.com" }), { code: "missing_admin_role" });
  },
  "an operation is recognized by its path": ({ t, lib: { operations } }) => {
    const suspend = operations.matchOperation("POST", "/api/v1/users/00u1/lifecycle/suspend");
    t.equal(suspend?.operation?.scopes, ["okta.users.manage"]);
    t.equal(operations.matchOperation("GET", "/api/v1/users/%2e%2e/groups"), undefined);
    t.ok(operations.listOperations().length > 700, "Operations are missing.");
  },
};
