/** How a client writes its key. */
export type KeyForm = "SSWS <key>" | "SSWS<key>" | "Bearer <key>" | "Bearer<key>" | "X-API-Key";

/** A request as a client sends it. `{name}` stands for what an earlier request has saved. */
export interface RecordedRequest {
  readonly name: string;
  readonly method: string;
  /** With the query, byte for byte. */
  readonly target: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: `SSWS <key>`. */
  readonly key?: KeyForm;
  /** What to keep of the response: where it stands, such as `id` or `0.id`, or `link:after`. */
  readonly save?: Readonly<Record<string, string>>;
  /** Default: 200, 201 or 204. */
  readonly statuses?: readonly number[];
}

/** A product and its requests. */
export interface RecordedClient {
  readonly client: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requests: readonly RecordedRequest[];
}

const JSON_TYPE = { "content-type": "application/json" };

const N8N_PROFILE = {
  login: "n8n{stamp}@example.com",
  email: "n8n{stamp}@example.com",
  firstName: "N",
  lastName: "N",
  city: "x",
  manager: "m",
  profileUrl: "https://example.com",
  honorificPrefix: "Dr",
  secondEmail: "s@example.com",
  locale: "en_US",
  preferredLanguage: "en",
  timezone: "America/Los_Angeles",
  title: "t",
  userType: "u",
  zipCode: "1",
  streetAddress: "s",
  state: "CA",
  postalAddress: "p",
  organization: "o",
  employeeNumber: "1",
  division: "d",
  displayName: "dn",
  costCenter: "cc",
  countryCode: "US",
  mobilePhone: "+15554151337",
  primaryPhone: "+15554151337",
  nickName: "n",
  middleName: "m",
  managerId: "1",
  honorificSuffix: "x",
  department: "d",
};

const N8N: RecordedClient = {
  client: "n8n-nodes-base 2.41.2, Okta node",
  headers: {
    ...JSON_TYPE,
    accept: "application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, image/*;q=0.8, */*;q=0.7",
  },
  requests: [
    { name: "credential test", method: "GET", target: "/api/v1/api-tokens" },
    { name: "searchUsers", method: "GET", target: "/api/v1//users/" },
    {
      name: "create",
      method: "POST",
      target: "/api/v1/users/?activate=true",
      body: {
        profile: N8N_PROFILE,
        credentials: {
          password: { value: "Abcd1234!x" },
          recovery_question: { question: "q?????", answer: "answer" },
        },
      },
      save: { id: "id" },
    },
    { name: "get", method: "GET", target: "/api/v1/users/{id}" },
    { name: "getAll", method: "GET", target: "/api/v1/users/?limit=200" },
    { name: "getAll, empty search", method: "GET", target: "/api/v1/users/?search=&limit=200" },
    {
      name: "getAll, search",
      method: "GET",
      target: "/api/v1/users/?search=profile.lastName%20sw%20%22N%22&limit=200",
    },
    { name: "getAll, limit", method: "GET", target: "/api/v1/users/?limit=20" },
    { name: "update", method: "POST", target: "/api/v1/users/{id}", body: { profile: { nickName: "z" } } },
    { name: "delete", method: "DELETE", target: "/api/v1/users/{id}?sendEmail=false" },
    { name: "delete again", method: "DELETE", target: "/api/v1/users/{id}" },
  ],
};

const PIPEDREAM: RecordedClient = {
  client: "Pipedream components/okta",
  headers: { ...JSON_TYPE, accept: "application/json; okta-version=1.0.0" },
  requests: [
    { name: "user types", method: "GET", target: "/api/v1/meta/types/user" },
    { name: "groups, empty after", method: "GET", target: "/api/v1/groups?limit=20&after=" },
    { name: "users, empty after", method: "GET", target: "/api/v1/users?limit=20&after=" },
    {
      name: "users",
      method: "GET",
      target: "/api/v1/users?limit=20",
      save: { last: "19.id", seeded: "3.id", seededProfile: "3.profile" },
    },
    {
      name: "users after the last user's ID, which is not a cursor of Okta's",
      method: "GET",
      target: "/api/v1/users?limit=20&after={last}",
      statuses: [200, 400],
    },
    {
      name: "create",
      method: "POST",
      target: "/api/v1/users",
      body: {
        profile: { firstName: "P", lastName: "D", email: "pd{stamp}@example.com", login: "pd{stamp}@example.com" },
      },
      save: { id: "id", type: "type.id" },
    },
    {
      name: "create, activate=false",
      method: "POST",
      target: "/api/v1/users?activate=false",
      body: {
        profile: { firstName: "P", lastName: "D", email: "pd2{stamp}@example.com", login: "pd2{stamp}@example.com" },
        type: { id: "{type}" },
      },
    },
    { name: "get", method: "GET", target: "/api/v1/users/{id}", save: { profile: "profile" } },
    {
      name: "update, the whole profile as read",
      method: "PUT",
      target: "/api/v1/users/{id}",
      body: { profile: "{profile}" },
    },
    {
      name: "update of another user, the whole profile as read",
      method: "PUT",
      target: "/api/v1/users/{seeded}",
      body: { profile: "{seededProfile}" },
    },
    {
      name: "logs since 1970, which Okta rejects: it is more than 180 days ago",
      method: "GET",
      target: "/api/v1/logs?since=1970-01-01T00:00:00Z&sortOrder=DESCENDING",
      statuses: [400],
    },
    {
      name: "logs, newest first",
      method: "GET",
      target: "/api/v1/logs?sortOrder=DESCENDING&limit=5",
      save: { after: "link:after" },
    },
    { name: "logs, next page", method: "GET", target: "/api/v1/logs?sortOrder=DESCENDING&limit=5&after={after}" },
  ],
};

const ACTIVEPIECES: RecordedClient = {
  client: "activepieces, Okta piece",
  headers: { ...JSON_TYPE, accept: "application/json" },
  requests: [
    {
      name: "create",
      method: "POST",
      target: "/api/v1/users?activate=true",
      body: {
        profile: { firstName: "A", lastName: "P", email: "ap{stamp}@example.com", login: "ap{stamp}@example.com" },
      },
      save: { id: "id" },
    },
    { name: "users for a list", method: "GET", target: "/api/v1/users" },
    { name: "groups for a list", method: "GET", target: "/api/v1/groups" },
    { name: "find group", method: "GET", target: "/api/v1/groups?q=Eng", save: { group: "0.id" } },
    {
      name: "find user by email",
      method: "GET",
      target: '/api/v1/users?search=profile.email eq "ap{stamp}@example.com"',
    },
    { name: "update", method: "POST", target: "/api/v1/users/{id}", body: { profile: { firstName: "A2" } } },
    { name: "add to group", method: "PUT", target: "/api/v1/groups/{group}/users/{id}" },
    { name: "group's users", method: "GET", target: "/api/v1/groups/{group}/users" },
    { name: "remove from group", method: "DELETE", target: "/api/v1/groups/{group}/users/{id}" },
    { name: "suspend", method: "POST", target: "/api/v1/users/grace.hopper@example.com/lifecycle/suspend" },
    { name: "unsuspend", method: "POST", target: "/api/v1/users/grace.hopper@example.com/lifecycle/unsuspend" },
    { name: "deactivate", method: "POST", target: "/api/v1/users/{id}/lifecycle/deactivate?sendEmail=false" },
    { name: "activate", method: "POST", target: "/api/v1/users/{id}/lifecycle/activate?sendEmail=false" },
    { name: "trigger: event hooks", method: "GET", target: "/api/v1/eventHooks" },
    { name: "trigger test: logs", method: "GET", target: "/api/v1/logs?limit=1" },
  ],
};

const GRACE = "/api/v1/users/grace.hopper@example.com";

const PLATFORMS: RecordedClient = {
  client: "habits of Moveworks, Tines, Workato, Postman, Zapier",
  headers: { ...JSON_TYPE, accept: "application/json" },
  requests: [
    { name: "Tines: X-API-Key", method: "GET", target: "/api/v1/users?limit=1", key: "X-API-Key" },
    { name: "Moveworks: Bearer", method: "GET", target: "/api/v1/users?limit=1", key: "Bearer <key>" },
    { name: "Postman: empty fields of a form", method: "GET", target: "/api/v1/users?q=&filter=&limit=5" },
    {
      name: "Zapier: every field of a form empty",
      method: "GET",
      target: "/api/v1/users?q=&search=&filter=&after=&limit=&sortBy=&sortOrder=",
    },
    { name: "Postman: the current user", method: "GET", target: "/api/v1/users/me", statuses: [200, 404, 403] },
    {
      name: "a search with plus signs for spaces",
      method: "GET",
      target: "/api/v1/users?search=profile.department+eq+%22Engineering%22",
    },
    { name: "a trailing slash after a login", method: "GET", target: "/api/v1/users/ada.lovelace@example.com/" },
    {
      name: "Moveworks: users that changed",
      method: "GET",
      target: "/api/v1/users?filter=lastUpdated%20gt%20%222020-01-01T00%3A00%3A00.000Z%22&limit=200",
    },
    {
      name: "Moveworks: groups that changed",
      method: "GET",
      target:
        "/api/v1/groups?filter=type%20eq%20%22OKTA_GROUP%22%20and%20(lastUpdated%20gt%20%222020-01-01T00%3A00%3A00.000Z%22%20or%20lastMembershipUpdated%20gt%20%222020-01-01T00%3A00%3A00.000Z%22)&limit=200",
      save: { group: "0.id" },
    },
    {
      name: "Moveworks: lockouts",
      method: "GET",
      target:
        "/api/v1/logs?filter=eventType%20eq%20%22user.account.lock%22%20or%20eventType%20eq%20%22user.session.start%22%20and%20outcome.reason%20eq%20%22LOCKED_OUT%22",
    },
    {
      name: "Moveworks: active apps",
      method: "GET",
      target: "/api/v1/apps?filter=status%20eq%20%22ACTIVE%22&limit=200",
    },
    { name: "suspend with an empty object", method: "POST", target: `${GRACE}/lifecycle/suspend`, body: {} },
    { name: "unsuspend with null", method: "POST", target: `${GRACE}/lifecycle/unsuspend`, body: null },
    {
      name: "reset_factors with a form's content type and no body",
      method: "POST",
      target: `${GRACE}/lifecycle/reset_factors`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    },
    {
      name: "an older SDK: expire_password?tempPassword=true",
      method: "POST",
      target: `${GRACE}/lifecycle/expire_password?tempPassword=true`,
    },
    {
      name: "add to group with an empty object",
      method: "PUT",
      target: "/api/v1/groups/{group}/users/ada.lovelace@example.com",
      body: {},
    },
    { name: "HEAD", method: "HEAD", target: "/api/v1/users?limit=1" },
    {
      name: "create a guest from Azure",
      method: "POST",
      target: "/api/v1/users",
      body: {
        profile: {
          firstName: "G",
          lastName: "U",
          email: "guest{stamp}@example.com",
          login: "guest{stamp}_contoso.com#EXT#@fabrikam.onmicrosoft.com",
        },
      },
    },
    {
      name: "the guest by login",
      method: "GET",
      target: "/api/v1/users/guest{stamp}_contoso.com%23EXT%23%40fabrikam.onmicrosoft.com",
    },
    {
      name: "the guest's groups",
      method: "GET",
      target: "/api/v1/users/guest{stamp}_contoso.com%23EXT%23@fabrikam.onmicrosoft.com/groups/",
    },
    { name: "terraform-provider-okta: metadata of the org", method: "GET", target: "/.well-known/okta-organization" },
  ],
};

/** Requests of released clients, byte for byte in path, query and headers. */
export const AUTOMATION: readonly RecordedClient[] = [N8N, PIPEDREAM, ACTIVEPIECES, PLATFORMS];
