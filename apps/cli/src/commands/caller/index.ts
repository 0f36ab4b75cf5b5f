import type { CommandGroup } from "../../command/group.ts";
import { addCaller } from "./add.ts";
import { importCallers } from "./import.ts";
import { listCallers } from "./list.ts";
import { removeCaller } from "./remove.ts";
import { rotateCaller } from "./rotate.ts";
import { signCallers } from "./sign.ts";

/** `okta-edge caller …` */
export const caller: CommandGroup = {
  brief: "Manages who may call the Worker, in callers.json or in KV",
  routes: {
    add: addCaller,
    list: listCallers,
    rotate: rotateCaller,
    remove: removeCaller,
    import: importCallers,
    sign: signCallers,
  },
};
