import { expect, it } from "vitest";
import { createTestGateway } from "./support/gateway.ts";

it.each([
  ["bodyCut", "network_error"],
  ["htmlResponse", "unexpected_response"],
] as const)("a stream of pages that meets %s ends with a line that says so and where to go on", async (fault, code) => {
  const { call, sandbox } = await createTestGateway();
  const { body } = await call("/api/v1/users?limit=2", { headers: { accept: "application/x-ndjson" } });
  sandbox.faults.set({ on: "api", fault });
  const lines = (await new Response(body).text()).trimEnd().split("\n");
  const { error } = JSON.parse(lines.at(-1) ?? "");
  expect(error).toMatchObject({ status: 502, code });
  sandbox.faults.clear();
  const rest = await call(error.next.replace("https://worker.example", ""));
  expect(rest.status).toBe(200);
  const seen = lines.slice(0, -1).map((line) => JSON.parse(line).id);
  expect(seen).not.toContain((await rest.json<{ id: string }[]>())[0]?.id);
});
