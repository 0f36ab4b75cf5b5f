import { TOPICS } from "@okta-edge/actions/topics";
import type { CommandGroup, LazyRoute } from "../command/group.ts";

/** One group for each topic of the action catalog. */
const actions = Object.fromEntries(
  Object.entries(TOPICS).map(([topic, brief]): [string, LazyRoute] => [
    topic,
    { brief, load: async () => (await import("../actions/action-group.ts")).actionGroup(topic) },
  ]),
);

/** Every command, in the order of `--help` and docs/cli.md. The code of a command is loaded when the command line names it. */
export const COMMANDS: CommandGroup = {
  brief: "Sets up, checks, deploys and calls okta-edge, the gateway to Okta on Cloudflare Workers",
  routes: {
    init: {
      brief: "Creates a project with a Worker for your Okta org",
      load: async () => (await import("./init.ts")).init,
    },
    doctor: {
      brief: "Checks the settings in this folder, or a deployed Worker",
      load: async () => (await import("./doctor.ts")).doctor,
    },
    key: {
      brief: "Makes and shows private keys of API Services apps",
      load: async () => (await import("./key/index.ts")).key,
    },
    caller: {
      brief: "Manages who may call the Worker, in callers.json or in KV",
      load: async () => (await import("./caller/index.ts")).caller,
    },
    deploy: {
      brief: "Deploys the Worker in this folder with all its secrets, then checks it",
      load: async () => (await import("./deploy.ts")).deploy,
    },
    rotate: {
      brief: "Replaces the private key without a failed call",
      load: async () => (await import("./rotate.ts")).rotate,
    },
    call: {
      brief: "Calls any operation of the Okta Management API",
      load: async () => (await import("./call.ts")).call,
    },
    sandbox: {
      brief: "Starts an Okta org on this machine, to rehearse a set-up and its mistakes",
      load: async () => (await import("./sandbox.ts")).sandbox,
    },
    completion: {
      brief: "Prints a script that completes commands and flags in a shell",
      load: async () => (await import("./completion.ts")).completion,
    },
    ...actions,
  },
};
