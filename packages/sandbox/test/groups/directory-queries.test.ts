import { beforeEach, expect, it } from "vitest";
import { groupNamed } from "../support/groups.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { type Send, sender } from "../support/sender.ts";

let org: TestOrg;
let send: Send;
let path: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  send = await sender(org, "directories.groups");
  const { apps, groups } = org.sandbox.store;
  const [directory] = apps.values();
  const group = groupNamed(org, "Sales");
  if (!directory) throw new Error("The org has no apps.");
  directory.definition = { ...directory.definition, name: "active_directory" };
  groups.set(group.id, { ...group, type: "APP_GROUP" });
  path = `/api/v1/directories/${directory.id}/groups/${group.id}/query`;
});

it("answers a query with the attributes that the directory has", async () => {
  const asked = await send("POST", path, { attributes: ["cn", "distinguishedName", "whenCreated", "unknown"] });
  expect(asked.status).toBe(202);
  const { body } = await send("GET", `${path}/${asked.body.resultId}`);
  expect(body).toEqual({
    id: path.split("/").at(-2),
    profile: {
      cn: "Sales",
      distinguishedName: "CN=Sales,OU=Groups,DC=example,DC=com",
      whenCreated: expect.stringMatching(/^\d{14}\.0Z$/),
    },
  });
  expect((await send("GET", `${path}/rdjnone`)).body.errorCode).toBe("E0000007");
});

it.each([[["member"]], [["cn", "*"]], [[]], ["cn"]])("rejects the attributes %j", async (attributes) => {
  expect((await send("POST", path, { attributes })).body.errorCode).toBe("E0000001");
});

it("reports that no agent of the directory is connected", async () => {
  const { agentPools } = org.sandbox.store;
  for (const [id, pool] of agentPools) agentPools.set(id, { ...pool, operationalStatus: "DISRUPTED" });
  const { status, body } = await send("POST", path, { attributes: ["cn"] });
  expect([status, body.errorCode]).toEqual([502, "E0000236"]);
});

it("rejects a group that is not of the directory", async () => {
  const other = path.replace(/groups\/\w+/, `groups/${groupNamed(org, "Design").id}`);
  expect((await send("POST", other, { attributes: ["cn"] })).body.errorCode).toBe("E0000001");
});
