import type { CommandGroup } from "../../command/group.ts";
import { newKey } from "./new.ts";
import { showKey } from "./show.ts";

/** `okta-edge key …` */
export const key: CommandGroup = {
  brief: "Makes and shows private keys of API Services apps",
  routes: { new: newKey, show: showKey },
};
