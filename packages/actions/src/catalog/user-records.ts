import * as v from "valibot";
import { defineAction } from "../action.ts";
import { expand, flag, oneOf, paging, sorting, text, userId } from "./parameters.ts";
import { newUser, user, userChange, wholeUser } from "./user.ts";

const READ = "okta.users.read";
const MANAGE = "okta.users.manage";

const strict = v.optional(flag("Whether to apply the password policy to the new password as to one of the user's own"));

export const list = defineAction({
  id: "users.list",
  method: "GET",
  path: "/api/v1/users",
  scope: READ,
  risk: "read",
  summary: "List or search users",
  description:
    "A plain list and `q` leave out deactivated users; `search` and `filter` find them. `search` takes every attribute and may lag behind a change by seconds.",
  query: {
    q: v.optional(
      text("Beginning of a first name, a last name or an email address; 10 are found, without a next page"),
    ),
    search: v.optional(text('Expression over any attribute, such as `profile.department eq "Engineering"`')),
    filter: v.optional(
      text('Expression over status, id, login, email, names and lastUpdated: `status eq "LOCKED_OUT"`'),
    ),
    ...paging(200, 200),
    ...sorting,
    fields: v.optional(text("Attributes to return, such as `profile:(login,email)`")),
    expand: expand("`classification`"),
  },
  response: user,
  isList: true,
  example: { search: 'profile.department eq "Engineering"', limit: 25 },
});

export const get = defineAction({
  id: "users.get",
  method: "GET",
  path: "/api/v1/users/{userId}",
  scope: READ,
  risk: "read",
  summary: "Get a user",
  params: { userId },
  query: { expand: expand("`classification` or `blocks`") },
  response: user,
  example: { userId: "ada.lovelace@example.com" },
});

export const create = defineAction({
  id: "users.create",
  method: "POST",
  path: "/api/v1/users",
  scope: MANAGE,
  risk: "write",
  marks: ["access"],
  raisedBy: { when: ["body.credentials", "body.groupIds", "provider=true"], marks: ["takeover"] },
  summary: "Create a user",
  description:
    "Okta answers 200. Groups can be given at once by `groupIds`; without a password the user sets one from a mail.",
  query: {
    activate: v.optional(flag("Whether the user can sign in from now on. Default: true")),
    provider: v.optional(flag("Whether `credentials.provider` says who authenticates the user. Default: false")),
    nextLogin: v.optional(oneOf(["changePassword"], "Whether the password is expired from the start")),
  },
  body: newUser,
  response: user,
  example: {
    activate: false,
    body: {
      profile: {
        login: "vera.rubin@example.com",
        email: "vera.rubin@example.com",
        firstName: "Vera",
        lastName: "Rubin",
      },
    },
  },
});

export const update = defineAction({
  id: "users.update",
  method: "POST",
  path: "/api/v1/users/{userId}",
  scope: MANAGE,
  risk: "write",
  raisedBy: {
    when: [
      "body.credentials",
      "body.type",
      "body.realmId",
      "body.profile.login",
      "body.profile.email",
      "body.profile.secondEmail",
      "body.profile.mobilePhone",
      "body.profile.primaryPhone",
      "body.profile.managerId",
    ],
    marks: ["access", "takeover"],
  },
  isIdempotent: true,
  summary: "Change some attributes of a user",
  params: { userId },
  query: { strict },
  body: userChange,
  response: user,
  headers: ["If-Match"],
  example: { userId: "grace.hopper@example.com", body: { profile: { title: "Director" } } },
});

export const replace = defineAction({
  id: "users.replace",
  method: "PUT",
  path: "/api/v1/users/{userId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "takeover", "access"],
  summary: "Replace all attributes of a user",
  description: "What is not sent is emptied.",
  params: { userId },
  query: { strict },
  body: wholeUser,
  response: user,
  headers: ["If-Match"],
  example: {
    userId: "alan.turing@example.com",
    body: {
      profile: {
        login: "alan.turing@example.com",
        email: "alan.turing@example.com",
        firstName: "Alan",
        lastName: "Turing",
        title: "Lead",
      },
    },
  },
});

const remove = defineAction({
  id: "users.delete",
  method: "DELETE",
  path: "/api/v1/users/{userId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "cutsOff"],
  isIdempotent: false,
  summary: "Deactivate a user, or delete a deactivated one",
  description: "It takes two calls: the first deactivates, the second deletes for ever. Okta answers both alike.",
  params: { userId },
  query: { sendEmail: v.optional(flag("Whether the admins are told by mail. Default: false")) },
  headers: ["Prefer"],
  example: { userId: "kathleen.booth@example.com" },
});

export { remove as delete };
