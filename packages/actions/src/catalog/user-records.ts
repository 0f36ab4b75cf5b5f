import * as v from "valibot";
import { defineAction } from "../action.ts";
import { expand, flag, oneOf, paging, sorting, text, userId } from "./parameters.ts";
import { listedUser, newUser, user, userChange, wholeUser } from "./user.ts";

const READ = "okta.users.read";
const MANAGE = "okta.users.manage";

const strict = v.optional(
  flag("Check the new password against the minimum age and the history of the password policy. Default: false"),
);

export const list = defineAction({
  id: "users.list",
  method: "GET",
  path: "/api/v1/users",
  scope: READ,
  risk: "read",
  summary: "List or search users",
  description:
    "A plain list and `q` leave out deactivated users; `search` and `filter` include them. `search` accepts every attribute and may lag behind a change by seconds; `filter` does not. For orgs with slow delegated authentication send the header `Content-Type: application/json; okta-response=omitCredentials,omitCredentialsLinks,omitTransitioningToStatus`.",
  query: {
    q: v.optional(
      text("Beginning of a first name, last name or email address; 10 results unless `limit` is set, no next page"),
    ),
    search: v.optional(text('Expression over any attribute, such as `profile.department eq "Engineering"`')),
    filter: v.optional(
      text('Expression over status, id, login, email, names and lastUpdated: `status eq "LOCKED_OUT"`'),
    ),
    ...paging({ usual: 200, most: 200 }),
    ...sorting,
    fields: v.optional(text("Attributes to return, such as `profile:(login,email)`; others are absent")),
    expand: expand("`classification`"),
  },
  response: listedUser,
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
  description:
    "Finds a deactivated user by ID only. The response has the ETag for `If-Match`. For slow delegated authentication send the header `Content-Type: application/json; okta-response=omitCredentials,omitCredentialsLinks,omitTransitioningToStatus`.",
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
    "Okta responds 200. Without a password, Okta sends an activation mail unless `activate=false`, which leaves the user STAGED. `groupIds` adds memberships at once. Undo with users.delete, twice.",
  query: {
    activate: v.optional(flag("Activate the user: with a password at once, without one by mail. Default: true")),
    provider: v.optional(flag("`credentials.provider` decides who authenticates the user. Default: false")),
    nextLogin: v.optional(oneOf(["changePassword"], "Require a new password at the first sign-in")),
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
  description:
    "Attributes that are not sent stay. With `credentials` it sets a password or recovery question without the old one; login, email and phones decide how the user gets back in. It cannot change the user's type: use users.replace.",
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
  description:
    "Empties every attribute that is not sent, for good. With `credentials` alone it sets these and keeps the profile. The only way to change a user's type. To change single attributes use users.update.",
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
  description:
    "Takes two calls, and Okta responds to both alike: the first deactivates, the second deletes the user for good. To deactivate without the danger of a second call use users.deactivate.",
  params: { userId },
  query: { sendEmail: v.optional(flag("Notify the admins by mail. Default: false")) },
  headers: ["Prefer"],
  example: { userId: "kathleen.booth@example.com" },
});

export { remove as delete };
