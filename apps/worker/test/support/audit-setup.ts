import { afterEach, expect } from "vitest";
import schema from "../../schema/audit-v1.json";
import { checkSchema } from "./json-schema.ts";

/** The files share one workerd, and each runs this. */
const shared = globalThis as { auditProblems?: string[] };

// Every line that a test writes must be as the schema says, also in tests that are about something else.
if (!shared.auditProblems) {
  const problems: string[] = [];
  shared.auditProblems = problems;
  const write = console.log;
  console.log = (...args: unknown[]) => {
    const [line] = args;
    if (typeof line === "string" && line.startsWith('{"version"')) {
      problems.push(...checkSchema(schema, JSON.parse(line)).map((problem) => `${problem} in ${line}`));
    }
    write(...args);
  };
}

afterEach(() => expect(shared.auditProblems?.splice(0)).toEqual([]));
