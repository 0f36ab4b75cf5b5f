import type { CommandGroup } from "../../command/group.ts";
import { addCaller } from "./add.ts";
import { listCallers } from "./list.ts";
import { removeCaller } from "./remove.ts";
import { rotateCaller } from "./rotate.ts";

/** `okta-edge caller …` */
export const caller: CommandGroup = {
  brief: "Manages who may call the Worker, in callers.json",
  routes: { add: addCaller, list: listCallers, rotate: rotateCaller, remove: removeCaller },
};
