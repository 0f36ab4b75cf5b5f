import { catalogue } from "@okta-edge/actions/catalogue";
import { TOPICS } from "@okta-edge/actions/topics";
import type { CommandGroup } from "../command/group.ts";
import { actionCommand } from "./action-command.ts";

/** Makes the commands of a topic of the catalog: `users list`, `users suspend`, … */
export function actionGroup(topic: string): CommandGroup {
  const actions = catalogue.filter(({ id }) => id.startsWith(`${topic}.`));
  return {
    brief: TOPICS[topic] ?? topic,
    routes: Object.fromEntries(actions.map((action) => [action.id.slice(topic.length + 1), actionCommand(action)])),
  };
}
