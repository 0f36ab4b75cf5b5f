import { TOPICS } from "@okta-edge/actions/topics";
import type { CommandGroup, LazyRoute } from "../command/group.ts";
import { call } from "./call.ts";
import { caller } from "./caller/index.ts";
import { doctor } from "./doctor.ts";
import { init } from "./init.ts";
import { key } from "./key/index.ts";
import { sandbox } from "./sandbox.ts";

/** One group for each topic of the action catalog, which is loaded when the command line names it. */
const actions = Object.fromEntries(
  Object.entries(TOPICS).map(([topic, brief]): [string, LazyRoute] => [
    topic,
    { brief, load: async () => (await import("../actions/action-group.ts")).actionGroup(topic) },
  ]),
);

/** Every command, in the order of `--help` and docs/cli.md. */
export const COMMANDS: CommandGroup = {
  brief: "Sets up, checks, deploys and calls okta-edge, the gateway to Okta on Cloudflare Workers",
  routes: { init, doctor, key, caller, call, sandbox, ...actions },
};
