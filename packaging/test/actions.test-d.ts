import { type ActionInput, type ActionOutput, defineAction, withActions } from "@okta-edge/actions";
import * as groups from "@okta-edge/actions/groups";
import * as logs from "@okta-edge/actions/logs";
import { matchOperation } from "@okta-edge/actions/operations";
import * as users from "@okta-edge/actions/users";
import type { OktaClient } from "@okta-edge/core";
import { describe, expectTypeOf, it } from "vitest";

declare const client: OktaClient;
const okta = withActions(client, { users, groups, logs });

describe("withActions", () => {
  it("keeps the client, and adds the modules that were named", () => {
    expectTypeOf(okta).toExtend<OktaClient>();
    // @ts-expect-error: not among the modules
    okta.apps;
    // @ts-expect-error: a module's schemas are not actions
    okta.users.user;
  });

  it("an action takes its path's parameters, and nothing that it does not know", () => {
    expectTypeOf(okta.users.suspend).parameter(0).toEqualTypeOf<{ userId: string }>();
    // @ts-expect-error: the parameter is missing
    okta.users.suspend({});
    // @ts-expect-error: no input at all
    okta.users.suspend();
    // @ts-expect-error: no such parameter
    okta.users.suspend({ userId: "00u1", force: true });
  });

  it("an action without a parameter that must be is called without input", () => {
    okta.users.list();
    okta.logs.list({ since: "2026-11-01T00:00:00Z" }, { timeout: 5000 });
  });

  it("one object comes as a promise of it, with the status that Okta knows", () => {
    const user = okta.users.get({ userId: "00u1" });
    expectTypeOf(user).resolves.toHaveProperty("id").toEqualTypeOf<string>();
    expectTypeOf(user).resolves.toHaveProperty("profile");
  });

  it("a list is iterated over, item by item or page by page", async () => {
    const list = okta.groups.list({ q: "Eng" });
    for await (const group of list) expectTypeOf(group.profile.name).toEqualTypeOf<string>();
    for await (const page of list.pages) expectTypeOf(page[0]?.id).toEqualTypeOf<string | undefined>();
  });
});

describe("defineAction", () => {
  const ping = defineAction({
    id: "org.ping",
    method: "POST",
    path: "/api/v1/org/ping",
    scope: "okta.orgs.manage",
    risk: "write",
    summary: "An action of one's own",
    example: {},
  });

  it("gives an action whose input and output are known", () => {
    expectTypeOf<ActionInput<typeof ping>>().toExtend<Record<never, never>>();
    expectTypeOf<ActionOutput<typeof ping>>().toEqualTypeOf<undefined>();
    expectTypeOf(withActions(client, { org: { ping } }).org.ping).returns.resolves.toEqualTypeOf<void>();
  });

  it("wants a schema for each parameter of the path", () => {
    // @ts-expect-error: nothing is said of userId
    defineAction({ ...ping, path: "/api/v1/users/{userId}" });
  });
});

it("an operation may be none that is known", () => {
  expectTypeOf(matchOperation("GET", "/")?.operation?.scopes).toExtend<readonly string[] | undefined>();
});
