import { defineCommand } from "../command/define.ts";
import { checkFolder } from "../doctor/check-folder.ts";
import { checkWorker } from "../doctor/check-worker.ts";
import { formatReport } from "../doctor/format-report.ts";
import { readProjectSettings } from "../project/settings.ts";
import { askCallerKey, KEY_VARIABLE } from "../worker/caller-key.ts";
import { parseWorkerUrl } from "../worker/worker-url.ts";

/** `okta-edge doctor` */
export const doctor = defineCommand({
  brief: "Checks the settings in this folder, or a deployed Worker",
  description:
    "Checks every step of the connection to Okta: settings, private key, org, clock, token exchange, DPoP, scopes, admin role and rate limit. Without --url, it reads wrangler's configuration, .dev.vars, callers.json and OKTA_* variables, and calls Okta from this machine. With --url, the Worker checks itself. The exit code is 1 when a step failed.",
  flags: {
    url: { kind: "text", placeholder: "URL", brief: "The URL of a deployed Worker", env: "OKTA_EDGE_URL" },
    connection: { kind: "text", placeholder: "NAME", brief: "Check this connection only" },
    env: {
      kind: "text",
      placeholder: "NAME",
      brief: "The wrangler environment whose settings are read",
      env: "CLOUDFLARE_ENV",
    },
  },
  environment: { [KEY_VARIABLE]: "The key of a caller, with --url. Without it, a terminal asks for it" },
  examples: [
    { input: "", brief: "The settings in this folder" },
    { input: "--url https://okta-edge.example.workers.dev", brief: "A deployed Worker" },
    { input: "--url https://okta-edge.example.workers.dev --connection eu --json", brief: "One connection, for CI" },
  ],
  async run({ flags: { url, connection, env }, session }) {
    const report =
      url === undefined
        ? await inFolder()
        : await checkWorker(parseWorkerUrl(url), await askCallerKey(session, url), connection ?? "default");
    return { data: report, text: formatReport(report, session.style), ok: report.ok };

    async function inFolder() {
      const settings = await readProjectSettings(session.folder, env, session.env);
      return session.progress.wait("Checking the settings and the connection to Okta", () =>
        checkFolder(settings, connection),
      );
    }
  },
});
