import * as v from "valibot";
import type { ActionOutput } from "./action.ts";
import * as groups from "./catalog/groups.ts";
import * as logs from "./catalog/logs.ts";
import { id, moment, text, userId } from "./catalog/parameters.ts";
import * as users from "./catalog/users.ts";
import { type AnyComposition, callOf, defineComposition } from "./composition.ts";
import type { ActionList } from "./typed-client.ts";

export {
  type ActionCall,
  type AnyComposition,
  type Composition,
  type CompositionDeclaration,
  callComposition,
  defineComposition,
  riskOfComposition,
  scopesOf,
} from "./composition.ts";

/** A text in an expression of Okta's. */
const quoted = (value: string) => JSON.stringify(value);

type Group = ActionOutput<typeof groups.list>;
type LogEvent = ActionOutput<typeof logs.list>;

/** Finds the groups with an exact name. */
export const findGroupByName = defineComposition({
  id: "groups.findByName",
  summary: "Find the groups with an exact name",
  description:
    "An OKTA_GROUP and groups of directories can have the same name: look at `type`. A group that was created seconds ago may be missing.",
  params: { name: text("The whole name") },
  example: { name: "Engineering" },
  calls: ({ name }) => [callOf(groups.list, { search: `profile.name eq ${quoted(name)}` })],
  async finish([list], { name }): Promise<Group[]> {
    const found: Group[] = [];
    // The search ignores the case.
    for await (const group of list as ActionList<Group>) if (group.profile.name === name) found.push(group);
    return found;
  },
});

/** Reports whether a user is in a group. */
export const isInGroup = defineComposition({
  id: "users.isInGroup",
  summary: "Check whether a user is in a group",
  description: "Reads the groups of the user, which are fewer than the members of the group.",
  params: { userId, groupId: id("the group") },
  example: { userId: "ada.lovelace@example.com", groupId: "00g1example" },
  calls: ({ userId }) => [callOf(users.listGroups, { userId })],
  async finish([list], { groupId }): Promise<boolean> {
    for await (const group of list as ActionList<Group>) if (group.id === groupId) return true;
    return false;
  },
});

/** Adds a user to several groups. */
export const addToGroups = defineComposition({
  id: "users.addToGroups",
  summary: "Add a user to several groups",
  description:
    "One group after the other; it stops at the first that Okta refuses, and is safe to repeat. Undo with groups.removeMember, group by group.",
  params: { userId: id("the user"), groupIds: v.pipe(v.array(id("a group")), v.minLength(1)) },
  example: { userId: "00u1example", groupIds: ["00g1example", "00g2example"] },
  calls: ({ userId, groupIds }) => groupIds.map((groupId) => callOf(groups.addMember, { groupId, userId })),
  finish: (): undefined => undefined,
});

/** Sets a password without the old one. */
export const setPassword = defineComposition({
  id: "users.setPassword",
  summary: "Set a user's password without the old one",
  description:
    "Someone who knows the password can sign in as the user. Sessions stay. users.resetPassword with a mail shows no secret to the caller.",
  params: { userId, password: text("The new password") },
  example: { userId: "ada.lovelace@example.com", password: "a new one" },
  calls: ({ userId, password }) => [
    callOf(users.update, { userId, body: { credentials: { password: { value: password } } } }),
  ],
  finish: ([user]) => user as ActionOutput<typeof users.update>,
});

/** Lists the failed sign-ins of a user. */
export const listLoginFailures = defineComposition({
  id: "logs.listLoginFailures",
  summary: "List the failed sign-ins of a user",
  description: "From the System Log, newest first, with the reason in `outcome.reason`. Events are kept for 90 days.",
  params: { userId: id("the user"), since: v.optional(moment("Start. Default: 7 days ago")) },
  example: { userId: "00u1example" },
  calls: ({ userId, since }) => [
    callOf(logs.list, {
      filter: `eventType eq "user.session.start" and outcome.result eq "FAILURE" and actor.id eq ${quoted(userId)}`,
      sortOrder: "DESCENDING",
      // A bounded query ends; without an end it would be a poll.
      until: new Date().toISOString(),
      ...(since !== undefined && { since }),
    }),
  ],
  async finish([list]): Promise<LogEvent[]> {
    const events: LogEvent[] = [];
    for await (const event of list as ActionList<LogEvent>) events.push(event);
    return events;
  },
});

/** Every composition. */
export const compositions: readonly AnyComposition[] = [
  findGroupByName,
  isInGroup,
  addToGroups,
  setPassword,
  listLoginFailures,
];
