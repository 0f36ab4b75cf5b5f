import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createServiceApp } from "../lab/service-app.ts";
import { startUpstream } from "../lab/start-upstream.ts";
import { alternate, type Contestant, compareTable, shareOf } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";

const run = promisify(execFile);
const ROUNDS = 15;

/** What a process costs. */
interface ProcessSample {
  /** Milliseconds from its start to its end. */
  readonly time: number;
  /** Milliseconds of CPU time. */
  readonly cpu: number;
}

export const question: Question = {
  name: "core/first-page",
  title: "From a new process to the first page of users",
  method:
    "A process of Node starts, imports the private key, gets a token and reads 200 users from an org in another process. The floor is a program without a library.",
  async run() {
    await using upstream = await startUpstream();
    const { clientId, keyId, pem } = await createServiceApp();
    const settings = { orgUrl: upstream.origin, clientId, keyId, privateKey: pem };
    const start = (name: string, program: string): Contestant<ProcessSample> => ({
      name,
      async measure() {
        const file = fileURLToPath(new URL(`../lab/programs/${program}.mjs`, import.meta.url));
        const env = { ...process.env, SETTINGS: JSON.stringify(settings) };
        const before = performance.now();
        const { stdout } = await run(process.execPath, [file], { env });
        const time = performance.now() - before;
        const [count, microseconds] = stdout.trim().split(" ").map(Number);
        if (count !== 200) throw new Error(`${name}: ${stdout}`);
        return { time, cpu: (microseconds ?? Number.NaN) / 1000 };
      },
    });
    const measured = await alternate(
      [
        start("hand-written", "hand-written"),
        start("@okta-edge/core", "core"),
        start("oauth4webapi", "oauth4webapi"),
        start("@okta/okta-sdk-nodejs", "okta-sdk"),
      ],
      ROUNDS,
    );
    const [floor, core] = measured;
    return {
      tables: [
        compareTable(measured, [
          { kind: "time", title: "ms" },
          { kind: "cpu", title: "ms CPU" },
        ]),
      ],
      outcomes: core
        ? [
            {
              work: "new process to the first page of users, time against hand-written code",
              after: shareOf(core, floor, "time"),
              target: "≤ 1.10",
              unit: "",
            },
          ]
        : [],
    };
  },
};
