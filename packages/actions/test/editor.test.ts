import { oktaScopes } from "@okta-edge/core/scopes";
import { expect, it } from "vitest";
import { catalogue, modules } from "../src/catalogue.ts";
import { describeRisk } from "../src/risk.ts";
import { openEditor } from "./support/editor.ts";

const names = Object.keys(modules);
const fileOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const PROGRAM = `
import { withActions } from "@okta-edge/actions";
${names.map((name) => `import * as ${name} from "@okta-edge/actions/${fileOf(name)}";`).join("\n")}
import { createOktaClient, type OktaClientOptions } from "@okta-edge/core";

declare const options: OktaClientOptions;
const okta = withActions(createOktaClient(options), { ${names.join(", ")} });
`;
const editor = openEditor();

it("shows the summary, request, scope, risk, parameters, example and page of every action", () => {
  const pages: string[] = [];
  const hovers = editor.hover(PROGRAM + catalogue.map(({ id }) => `okta.${id}|;`).join("\n"));
  for (const [i, action] of catalogue.entries()) {
    const documentation = hovers[i]?.documentation;
    const { id, summary, method, path, scope, params, query } = action;
    const parts = [`${summary}.`, `\`${method} ${path}\``, `\`${scope}\``, describeRisk(action), `okta.${id}(`];
    for (const name of [...Object.keys(params), ...Object.keys(query)]) parts.push(`- \`${name}\``);
    for (const part of parts) expect(documentation, id).toContain(part);
    const [page] = /@see \{@link https:\S+/.exec(documentation ?? "") ?? [];
    if (page) pages.push(page);
  }
  // Only operations that Okta does not document have no page.
  expect(pages.length).toBeGreaterThan(catalogue.length * 0.9);
});

it("shows the descriptions of parameters and of the members of a response", () => {
  const [parameter, query, member] = editor.hover(`${PROGRAM}
    const group = await okta.groups.get({ groupId|: "00g1" });
    okta.groups.list({ search|: "" });
    group.type|;
  `);
  expect(parameter?.documentation).toContain("ID of the group");
  expect(query?.documentation).toContain("Expression over any attribute");
  expect(member?.documentation).toContain("OKTA_GROUP, APP_GROUP or BUILT_IN");
});

it("shows members and void in types and messages, and no names of helper types", () => {
  const [hover] = editor.hover(`${PROGRAM}okta.groups.delete|;`);
  expect(hover?.type).toMatch(/\(input: \{\s+groupId: string;\s+\}, init\?: ActionInit\) => Promise<void>/);
  const messages = editor.diagnose(`${PROGRAM}okta.users.get({}); okta.groups.addMember({ groupId: 1, userId: "" });`);
  expect(messages).toHaveLength(2);
  expect(messages.join("\n")).toContain("Property 'userId' is missing in type '{}'");
  expect(messages.join("\n")).not.toMatch(/Flat|InputOf|Members/);
});

it("completes Okta's scopes, and accepts others", () => {
  const scopes = editor.complete(`${PROGRAM}createOktaClient({ ...options, scopes: ["|"] });`);
  expect([...scopes].sort()).toEqual(oktaScopes);
  expect(editor.diagnose(`${PROGRAM}createOktaClient({ ...options, scopes: ["okta.new.read"] });`)).toEqual([]);
});
