import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleFolder, installedCommand, settingsFor, startServer } from "./support/program.ts";

describe("bun-server", () => {
  let served: ServedSandbox;
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    served = await serve({ port: 0 });
    const run = { folder: exampleFolder("bun-server"), command: installedCommand("bun"), args: ["run", "server.ts"] };
    server = await startServer({ ...run, env: settingsFor(served.sandbox) });
  });
  afterAll(async () => {
    await server.stop();
    await served.close();
  });

  it("streams the members of a group, with formulas disarmed", async () => {
    const { groups, users } = served.sandbox.store;
    const group = [...groups.values()].find(({ profile }) => profile.name === "Engineering");
    const members = [...users.values()].filter(
      ({ id, status }) => group?.members.has(id) && status !== "DEPROVISIONED",
    );
    const [first] = members;
    if (first) Object.assign(first.profile, { lastName: '=cmd("x")' });

    const response = await fetch(`${server.url}/groups/Engineering/members.csv`);
    expect(response.headers.get("content-type")).toContain("text/csv");
    const [head, ...lines] = (await response.text()).trimEnd().split("\r\n");
    expect(head).toBe("login,firstName,lastName,status");
    expect(lines).toHaveLength(members.length);
    expect(lines.find((line) => line.includes("cmd"))).toContain(`"'=cmd(""x"")"`);
  });

  it("knows which group is not there", async () => {
    const response = await fetch(`${server.url}/groups/Engineers/members.csv`);
    expect([response.status, await response.text()]).toEqual([404, "No such group\n"]);
  });
});
