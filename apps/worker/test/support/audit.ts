import { expect, vi } from "vitest";
import schema from "../../schema/audit-v1.json";
import { checkSchema } from "./json-schema.ts";

/** The audit lines that are written while something runs. Each must be as the schema says. */
export async function auditOf(run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    await run();
    const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)));
    for (const line of lines) expect(checkSchema(schema, line)).toEqual([]);
    return lines;
  } finally {
    log.mockRestore();
  }
}
