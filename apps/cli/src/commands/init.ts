import { relative, resolve } from "node:path";
import { hashCallerKey, newCallerKey } from "../callers/caller-key.ts";
import { defineCommand } from "../command/define.ts";
import { formatSteps } from "../doctor/format-report.ts";
import { FailedError } from "../errors.ts";
import type { ConnectionAnswers } from "../init/answers.ts";
import { connectionFromFlags } from "../init/answers-from-flags.ts";
import { askCaller } from "../init/ask-caller.ts";
import { askConnection } from "../init/ask-connection.ts";
import { checkAnswers } from "../init/check-answers.ts";
import { INIT_FLAGS, type InitFlags } from "../init/flags.ts";
import { nameAsFlags, nameInQuestions } from "../init/option-names.ts";
import { createProjectFiles } from "../init/project-files.ts";
import { chooseWorkerName } from "../init/worker-name.ts";
import { requireEmpty, writeProject } from "../init/write-project.ts";
import { describePublicKey, readPublicKey } from "../keys/public-key.ts";
import type { Session } from "../session.ts";

/** `okta-edge init` */
export const init = defineCommand({
  brief: "Creates a project with a Worker for your Okta org",
  description:
    "Asks for the org, the API Services app, its private key, the scopes and the first caller, checks each answer, and writes a project: package.json, wrangler.jsonc, src/index.ts, .dev.vars with the secrets, and callers.json. Nothing is written before every answer is there. With --new-key and without a terminal, Okta does not know the key yet, so the connection is not tried.",
  args: { FOLDER: { brief: "The project's folder; the current one by default", optional: true } },
  flags: INIT_FLAGS,
  environment: { OKTA_PRIVATE_KEY: "The private key itself, instead of --key-file" },
  examples: [
    { input: "my-gateway", brief: "With questions" },
    {
      input:
        "my-gateway --yes --org-url https://example.okta.com --client-id 0oa1example --key-file key.pem --key-id k1 --scopes okta.users.read",
      brief: "Without questions",
    },
    { input: "my-gateway --yes --check off --json", brief: "With every answer in OKTA_* variables, offline" },
  ],
  async run({ args: { FOLDER = "." }, flags, session }) {
    const folder = resolve(session.folder, FOLDER);
    if (!flags.force) requireEmpty(folder);
    const workerName = chooseWorkerName(flags.name, folder);
    const connection =
      session.prompts.isInteractive && !flags.yes
        ? await askUntilItWorks(session, flags)
        : await takeFlags(session, flags);
    const { name, scopes } = await askCaller(session, flags, connection.scopes);
    const key = newCallerKey();
    const caller = { name, keyHash: hashCallerKey(key), scopes };
    const files = await createProjectFiles({ connection, caller, workerName });
    if (!flags.force) requireEmpty(folder);
    writeProject(folder, files);

    const publicKey = connection.isNewKey ? await readPublicKey(connection.privateKey) : undefined;
    const paths = files.map(({ path }) => path).sort();
    const place = relative(session.folder, folder) || ".";
    const commands = [
      ...(place === "." ? [] : [`cd ${place}`]),
      "npm install",
      "npx okta-edge doctor",
      "npm run dev",
      "npx okta-edge deploy",
    ];
    const first = publicKey ? ["Add the public key to the app in Okta."] : [];
    return {
      data: {
        folder,
        worker: workerName,
        files: paths,
        caller: { name, scopes, key },
        publicJwk: publicKey?.publicJwk,
        next: [...first, ...commands],
      },
      text: [
        `Created ${place}: ${paths.join(", ")}`,
        "",
        ...(publicKey ? [describePublicKey(publicKey), ""] : []),
        `caller  ${name}`,
        `key     ${key}`,
        "Store the caller's key now: it is not shown again. callers.json has its hash.",
        "",
        "Next:",
        ...[...first, ...commands].map((step) => `  ${step}`),
      ].join("\n"),
    };
  },
});

/** Takes the connection from the flags, and tries it. */
async function takeFlags(session: Session, flags: InitFlags): Promise<ConnectionAnswers> {
  const connection = await connectionFromFlags(flags, session.folder, session.env);
  if (flags.check === "off" || connection.isNewKey) return connection;
  const { ok, steps } = await session.progress.wait("Trying the connection", () =>
    checkAnswers(connection, nameAsFlags),
  );
  if (ok) return connection;
  session.note(formatSteps(steps, session.errorStyle));
  if (flags.check === "report") return connection;
  throw new FailedError("The connection to Okta does not work, so nothing was written.", {
    hint: "Fix the failed step, or pass --check report to go on.",
    code: "connection_failed",
  });
}

/** Asks for the connection, and tries it, until it works or the reader wants to go on. */
async function askUntilItWorks(session: Session, flags: InitFlags): Promise<ConnectionAnswers> {
  let connection = await askConnection(session, flags, undefined);
  while (flags.check !== "off") {
    const answers = connection;
    const { ok, steps } = await session.progress.wait("Trying the connection", () =>
      checkAnswers(answers, nameInQuestions),
    );
    session.note(formatSteps(steps, session.errorStyle));
    if (ok) break;
    const next = await session.prompts.select({
      message: "The connection does not work yet. What now?",
      choices: [
        { value: "again", label: "Try again", hint: "after a fix in Okta" },
        { value: "correct", label: "Correct the answers" },
        { value: "continue", label: "Go on; I fix it later" },
        { value: "stop", label: "Stop, and write nothing" },
      ],
      otherwise: "Pass --check report to go on.",
    });
    if (next === "stop") throw new FailedError("Nothing was written.", { code: "declined" });
    if (next === "continue") break;
    if (next === "correct") connection = await askConnection(session, flags, connection);
  }
  return connection;
}
