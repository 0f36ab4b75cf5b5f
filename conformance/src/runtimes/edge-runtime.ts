import { readFile } from "node:fs/promises";
import { findInstalled, type Runtime } from "./runtime.ts";
import { runByPost } from "./worker-process.ts";

/** Vercel's edge-runtime, as its own command serves a function. */
export const edgeRuntime: Runtime = {
  name: "edge-runtime",
  how: "one file, conditions `edge-light`, `worker`, `browser`; served by its own command",
  async run(project, settings) {
    const program = findInstalled("edge-runtime/dist/cli/index.js");
    const bundle = await project.bundle("edge-runtime", "iife", ["edge-light", "worker", "browser"]);
    const results = await runByPost(
      {
        command: findInstalled("node24/bin/node"),
        args: [program, "--listen", "--port=0", bundle],
        cwd: project.directory,
        printed: /http:\/\/[\w.]+:(\d+)/,
      },
      settings,
    );
    const { version } = JSON.parse(await readFile(findInstalled("edge-runtime/package.json"), "utf8"));
    return { version, results };
  },
};
