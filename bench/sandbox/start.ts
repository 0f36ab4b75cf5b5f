import { startSandbox } from "../lab/start-sandbox.ts";
import type { Question } from "../src/question.ts";
import { format, median } from "../src/statistics.ts";

const ROUNDS = 3;
const SIZES = [64, 1000, 10_000, 100_000];
const MEBIBYTE = 1024 * 1024;

export const question: Question = {
  name: "sandbox/start",
  title: "The start of a sandbox",
  method:
    "A new process for each sample, until its org listens, with its keys generated: the time, the CPU time and the memory. An org of 100,000 users has 5,000 groups and a million log events. The floor is an org of the usual 64 users.",
  async run() {
    const rows = [];
    for (const users of SIZES) {
      const samples = [];
      for (let round = 0; round < ROUNDS; round++) {
        await using org = await startSandbox(users);
        const { started } = org;
        samples.push({ started, cpu: org.cpuSeconds() ?? Number.NaN, memory: org.memory() ?? Number.NaN });
      }
      const of = (kind: "started" | "cpu" | "memory") => median(samples.map((sample) => sample[kind]));
      rows.push([String(users), format(of("started")), format(of("cpu") * 1000), format(of("memory") / MEBIBYTE)]);
    }
    return { tables: [{ columns: ["users", "ms", "ms CPU", "MiB"], rows }] };
  },
};
