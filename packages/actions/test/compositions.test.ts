import { createOktaClient } from "@okta-edge/core";
import { createSandbox } from "@okta-edge/sandbox";
import { describe, expect, expectTypeOf, it } from "vitest";
import { catalogue } from "../src/catalogue.ts";
import {
  addToGroups,
  type Composition,
  callComposition,
  compositions,
  findGroupByName,
  isInGroup,
  listLoginFailures,
  riskOfComposition,
  scopesOf,
  setPassword,
} from "../src/compositions.ts";

const sandbox = await createSandbox({ apps: [{ algorithm: "ES256", dpop: false }] });
const okta = createOktaClient({
  orgUrl: sandbox.orgUrl,
  clientId: sandbox.apps[0]?.clientId ?? "",
  privateKey: sandbox.apps[0]?.privateKey ?? "",
  scopes: ["okta.users.manage", "okta.groups.manage", "okta.logs.read"],
  fetch: sandbox.fetch,
});
const groupId = (name: string) =>
  [...sandbox.store.groups.values()].find(({ profile }) => profile.name === name)?.id ?? "";
const user = [...sandbox.store.users.values()].find(({ status }) => status === "ACTIVE");
const userId = user?.id ?? "";

describe("compositions", () => {
  it("find groups by their exact name", async () => {
    const found = await callComposition(okta, findGroupByName, { name: "Engineering" });
    expect(found.map(({ id }) => id)).toEqual([groupId("Engineering")]);
    expect(await callComposition(okta, findGroupByName, { name: "engineering" })).toEqual([]);
    expect(await callComposition(okta, findGroupByName, { name: 'x" or profile.name sw "' })).toEqual([]);
  });

  it("add a user to several groups, and check whether the user is in one", async () => {
    const ids = ["Sales", "Finance"].map(groupId);
    const ask = (id: string) => callComposition(okta, isInGroup, { userId, groupId: id });
    expect(await Promise.all(ids.map(ask))).toEqual([false, false]);
    await callComposition(okta, addToGroups, { userId, groupIds: ids });
    expect(await Promise.all(ids.map(ask))).toEqual([true, true]);
    const refused = callComposition(okta, addToGroups, { userId, groupIds: ["00gmissing", ids[0] ?? ""] });
    await expect(refused).rejects.toMatchObject({ errorCode: "E0000007" });
  });

  it.each([
    [{}, "input name is missing"],
    [{ name: 7 }, "input name must be"],
    [undefined, "input name is missing"],
  ])("reject the input %j before anything is sent", async (input, message) => {
    const sent = sandbox.requests.count("api");
    const call = callComposition(okta, findGroupByName, input as never);
    await expect(call).rejects.toMatchObject({ name: "ActionInputError", code: "invalid_input" });
    await expect(callComposition(okta, findGroupByName, input as never)).rejects.toThrow(
      `${findGroupByName.id}: ${message}`,
    );
    expect(sandbox.requests.count("api")).toBe(sent);
  });

  it("set a password", async () => {
    const changed = await callComposition(okta, setPassword, { userId, password: "Galaxy-Rotation-9" });
    expectTypeOf(changed.id).toEqualTypeOf<string>();
    expect(sandbox.store.users.get(userId)?.password).toBe("Galaxy-Rotation-9");
  });

  it("list failed sign-ins, and no others", async () => {
    const failed = sandbox.store.events.filter(
      ({ eventType, outcome }) => eventType === "user.session.start" && outcome.result === "FAILURE",
    );
    const [someone = ""] = failed.map(({ actor }) => actor.id);
    const since = new Date(Date.now() - 150 * 86_400_000).toISOString();
    const events = await callComposition(okta, listLoginFailures, { userId: someone, since });
    expect(events.map(({ uuid }) => uuid).sort()).toEqual(
      failed
        .filter(({ actor, published }) => actor.id === someone && published >= since)
        .map(({ uuid }) => uuid)
        .sort(),
    );
    expect(events.length).toBeGreaterThan(0);
  });

  it("have the scopes, the risk and the marks of their calls", () => {
    const assess = <Input>(one: Composition<Input, unknown>) => [
      scopesOf(one, one.example),
      riskOfComposition(one, one.example),
    ];
    expect(assess(findGroupByName)).toEqual([["okta.groups.read"], { risk: "read", marks: [] }]);
    expect(assess(addToGroups)).toEqual([["okta.groups.manage"], { risk: "write", marks: ["access"] }]);
    expect(assess(setPassword)).toEqual([
      ["okta.users.manage"],
      { risk: "destructive", marks: ["access", "takeover"] },
    ]);
  });

  it("have IDs of their own, and input that is checked", async () => {
    const ids = compositions.map(({ id }) => id);
    expect(new Set([...ids, ...catalogue.map(({ id }) => id)]).size).toBe(ids.length + catalogue.length);
    await expect(callComposition(okta, addToGroups, { userId, groupIds: [] })).rejects.toThrow();
  });
});
