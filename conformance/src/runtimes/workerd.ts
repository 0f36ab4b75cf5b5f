import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { findInstalled, type Runtime } from "./runtime.ts";
import { runByPost } from "./worker-process.ts";

/** Cloudflare's runtime as the Worker is deployed: without Node's modules. The network is this machine's loopback, no more. */
const config = (bundle: string) => `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "suite", worker = .suite),
    (name = "org", network = (allow = ["127.0.0.0/8"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "suite")],
);

const suite :Workerd.Worker = (
  modules = [(name = "suite", esModule = embed "${bundle}")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = ["no_nodejs_compat"],
  globalOutbound = "org",
);
`;

/** workerd, set to listen on any port and to say on which. */
export const workerd: Runtime = {
  name: "workerd",
  how: "one file, conditions `workerd`, `worker`, `browser`; `no_nodejs_compat`",
  async run(project, settings) {
    const command = findInstalled("workerd/bin/workerd");
    const bundle = await project.bundle("workerd", "esm", ["workerd", "worker", "browser"]);
    const file = join(project.directory, "workerd.capnp");
    await writeFile(file, config(basename(bundle)));
    const results = await runByPost(
      {
        command,
        args: ["serve", "--control-fd=3", file],
        cwd: project.directory,
        printed: /"event":"listen".*"port":(\d+)/,
      },
      settings,
    );
    const { version } = JSON.parse(await readFile(findInstalled("workerd/package.json"), "utf8"));
    return { version, results };
  },
};
