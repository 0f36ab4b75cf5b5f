// Who is in a group, as CSV for a spreadsheet: streamed, so that a group of any size begins at once.
import { withActions } from "@okta-edge/actions";
import * as groups from "@okta-edge/actions/groups";
import { createOktaClient, OktaEdgeError } from "@okta-edge/core";

const { env } = process;
const okta = withActions(
  createOktaClient({
    orgUrl: env.OKTA_ORG_URL ?? "",
    clientId: env.OKTA_CLIENT_ID ?? "",
    keyId: env.OKTA_KEY_ID,
    privateKey: env.OKTA_PRIVATE_KEY ?? "",
    scopes: ["okta.groups.read", "okta.users.read"],
  }),
  { groups },
);

async function findGroup(name: string): Promise<string | undefined> {
  for await (const { id, profile } of okta.groups.list({ q: name })) if (profile.name === name) return id;
  return undefined;
}

/** Quoted always, and never a formula: a spreadsheet runs what begins with = + - or @. */
const cell = (value: unknown) =>
  `"${String(value ?? "")
    .replace(/^[=+\-@\t\r]/, "'$&")
    .replaceAll('"', '""')}"`;

async function* toCsv(groupId: string): AsyncGenerator<string> {
  yield "login,firstName,lastName,status\r\n";
  for await (const { profile, status } of okta.groups.listMembers({ groupId }))
    yield `${[profile.login, profile.firstName, profile.lastName, status].map(cell).join(",")}\r\n`;
}

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(env.PORT ?? 3000),
  routes: {
    "/groups/:name/members.csv": async (request) => {
      const groupId = await findGroup(request.params.name);
      if (groupId === undefined) return new Response("No such group\n", { status: 404 });
      return new Response(toCsv(groupId), { headers: { "content-type": "text/csv; charset=utf-8" } });
    },
  },
  error(error) {
    console.error(error instanceof OktaEdgeError ? JSON.stringify(error) : error);
    return new Response("Okta did not answer as it should; the log says more.\n", { status: 502 });
  },
});
console.log(server.url.origin);
