import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import { cleanLine } from "./clean-text.ts";

interface PromptDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly argument: { readonly name: string; readonly description: string };
  /** The steps, with the argument in place of `{}`. */
  readonly text: string;
}

/** The five most common jobs. */
const PROMPTS: readonly PromptDefinition[] = [
  {
    name: "locked_out_user",
    title: "Help a locked-out user",
    description: "Finds out why a user cannot sign in, and unlocks the account or resets the password.",
    argument: { name: "user", description: "The user's login or ID" },
    text: "The user {} cannot sign in. Read the user with users_get and the events of the last day with logs_list (filter by actor). Say what the status is and why. If the status is LOCKED_OUT, unlock the account with users_unlock; if the password has expired, offer users_reset_password with sendEmail=true. Ask me before each change.",
  },
  {
    name: "joiner",
    title: "Set up a new employee",
    description: "Creates a user, and adds it to the groups of a colleague.",
    argument: { name: "person", description: "Name, email address and a colleague with the same role" },
    text: "Set up this new employee: {}. Check with users_list that no such user exists. Read the groups of the colleague with users_list_groups and propose which ones to add; leave out groups that grant admin rights. After I agree, create the user with users_create (call_action if that tool is not listed) and add the groups with groups_add_member.",
  },
  {
    name: "leaver",
    title: "Remove a leaver's access",
    description: "Ends the sessions of a user who leaves, and suspends the account.",
    argument: { name: "user", description: "The user's login or ID" },
    text: "The user {} leaves the company. Read the user with users_get and list groups and apps (users_list_groups, users_list_app_links). After I agree, end the sessions with users_clear_sessions and suspend the account with users_suspend. Report what a person still has to do: deactivate the account, hand over its data.",
  },
  {
    name: "app_access",
    title: "Report who has access to an app",
    description: "Lists the users and groups that are assigned to an app.",
    argument: { name: "app", description: "The app's name or ID" },
    text: "Report who has access to the app {}. Find it with apps_list, then list its users with apps_list_users and its groups with apps_list_groups (search_actions and call_action if these tools are not listed). Follow the cursor `next` to the end. Say who has access by a group, and who directly.",
  },
  {
    name: "account_history",
    title: "Explain what happened to an account",
    description: "Reads the System Log of one user in order of time.",
    argument: { name: "user", description: "The user's login or ID" },
    text: "Explain what happened to the account {} in the last seven days. Read the user with users_get, then the events about the user with logs_list, by actor.id and by target.id. Report them in order of time: who did what, from where, with what result. Point out what is unusual.",
  },
];

/** Lists the prompts. */
export function listPrompts() {
  const prompts = PROMPTS.map(({ name, title, description, argument }) => ({
    name,
    title,
    description,
    arguments: [{ ...argument, required: true }],
  }));
  return { prompts };
}

/** Returns a prompt with its argument. The argument is data too: it is put on one line. */
export function getPrompt(name: string, args: Readonly<Record<string, string>> = {}) {
  const prompt = PROMPTS.find((one) => one.name === name);
  if (!prompt) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no prompt of this name.`);
  const value = cleanLine(args[prompt.argument.name] ?? "");
  if (value === "") {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `The argument ${prompt.argument.name} is required.`);
  }
  const text = prompt.text.replace("{}", () => JSON.stringify(value));
  return {
    description: prompt.description,
    messages: [{ role: "user" as const, content: { type: "text" as const, text } }],
  };
}
