import { join } from "node:path";
import { defineCommand } from "../command/define.ts";
import { selectSecrets } from "../deploy/check-secrets.ts";
import { readDeployedUrl } from "../deploy/deployed-url.ts";
import { waitForWorker } from "../deploy/wait-for-worker.ts";
import { checkWorker } from "../doctor/check-worker.ts";
import { formatReport } from "../doctor/format-report.ts";
import { FailedError } from "../errors.ts";
import { readProjectSettings } from "../project/settings.ts";
import { askCallerKey, KEY_VARIABLE } from "../worker/caller-key.ts";
import { parseWorkerUrl } from "../worker/worker-url.ts";
import { runWrangler } from "../wrangler/run-wrangler.ts";
import { withSecretFile } from "../wrangler/secret-file.ts";

/** `okta-edge deploy` */
export const deploy = defineCommand({
  brief: "Deploys the Worker in this folder with all its secrets, then checks it",
  description:
    "Checks the settings, runs `wrangler deploy` with every secret in one upload, and lets the deployed Worker check its connection to Okta. The secrets are the settings in .dev.vars, the callers in callers.json, and OKTA_* variables. Secrets that an earlier deployment uploaded stay unless they are replaced.",
  flags: {
    env: { kind: "text", placeholder: "NAME", brief: "The wrangler environment to deploy", env: "CLOUDFLARE_ENV" },
    dryRun: { kind: "switch", brief: "Check and bundle without uploading; works offline" },
    url: {
      kind: "text",
      placeholder: "URL",
      brief: "The URL to check after the deployment. Without it, the custom domain or the workers.dev address",
      env: "OKTA_EDGE_URL",
    },
    check: { kind: "choice", values: ["on", "off"], brief: "Whether the deployed Worker checks itself", default: "on" },
  },
  environment: {
    [KEY_VARIABLE]: "The key of a caller, for the check. Without it, a terminal asks for it",
    CLOUDFLARE_API_TOKEN: "For wrangler, where `wrangler login` was not run",
  },
  examples: [
    { input: "", brief: "From a terminal, after `npx wrangler login`" },
    { input: "--env production --json", brief: "From CI, with CLOUDFLARE_API_TOKEN and OKTA_EDGE_KEY" },
    { input: "--dry-run", brief: "What would be uploaded" },
  ],
  async run({ flags: { env: environment, dryRun, url: wanted, check }, session }) {
    const url = wanted === undefined ? undefined : parseWorkerUrl(wanted);
    const settings = await readProjectSettings(session.folder, environment, session.env);
    if (!settings.config) {
      throw new FailedError("This folder has no wrangler configuration.", {
        hint: "Run `okta-edge init` to create a project.",
        code: "no_wrangler_config",
      });
    }
    const secrets = await selectSecrets(settings);
    const sizes = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, Buffer.byteLength(value)]));
    const deployed = await withSecretFile(secrets, async (file, folder) => {
      const outputFile = join(folder, "wrangler-output.json");
      await runWrangler({
        folder: session.folder,
        args: ["deploy", "--secrets-file", file, ...(dryRun ? ["--dry-run", "--outdir", join(folder, "bundle")] : [])],
        environment,
        env: { ...session.env, WRANGLER_OUTPUT_FILE_PATH: outputFile },
      });
      return await readDeployedUrl(outputFile);
    });
    const data = { worker: settings.config.name, environment, dryRun, secrets: sizes };
    const secretLines = Object.entries(sizes).map(([name, bytes]) => `  ${name} (${bytes} bytes)`);
    if (dryRun) return { data, text: ["Nothing was uploaded. The secrets would be:", ...secretLines].join("\n") };

    const target = url ?? deployed;
    const done = ["Deployed with the secrets:", ...secretLines].join("\n");
    if (target === undefined) {
      return {
        data,
        text: `${done}\nThe Worker has no address of its own. Run \`okta-edge doctor --url URL\` to check it.`,
      };
    }
    if (check === "off" || (!session.prompts.isInteractive && !session.env[KEY_VARIABLE])) {
      return {
        data: { ...data, url: target },
        text: `${done}\n${target}\nNot checked. Run \`okta-edge doctor --url ${target}\`.`,
      };
    }
    await session.progress.wait(`Waiting for ${target}`, () => waitForWorker(target));
    const key = await askCallerKey(session, target);
    const report = await session.progress.wait("The Worker checks its connection to Okta", () =>
      checkWorker(target, key, "default"),
    );
    return {
      data: { ...data, url: target, check: report },
      text: `${done}\n\n${formatReport(report, session.style)}`,
      ok: report.ok,
    };
  },
});
