import type { CommandGroup } from "../command/group.ts";
import { caller } from "./caller/index.ts";
import { doctor } from "./doctor.ts";
import { init } from "./init.ts";
import { key } from "./key/index.ts";

/** Every command, in the order of `--help` and docs/cli.md. */
export const COMMANDS: CommandGroup = {
  brief: "Sets up, checks, deploys and calls okta-edge, the gateway to Okta on Cloudflare Workers",
  routes: { init, doctor, key, caller },
};
