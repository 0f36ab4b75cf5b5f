import { resolveSchema, type Schema, type Schemas } from "./schema.ts";

type Json = Readonly<Record<string, unknown>>;

/** How deep an example goes. */
const MAX_DEPTH = 4;

/** Members that an example has although they are not required. */
const USEFUL = new Set(["status", "name", "label", "displayName", "created", "lastUpdated", "type", "published"]);
const PROFILE = new Set(["login", "email", "firstName", "lastName", "name", "description", "displayName", "platform"]);

const TIME = "2026-11-01T09:30:00.000Z";

/** An ID as Okta makes them: the first three characters say of what it is. */
const idOf = (kind: string) => `${kind}1a2b3c4D5e6F7g8h9`;

/** Values by the name of the member: what Okta returns looks like this. */
const BY_NAME: Readonly<Record<string, string>> = {
  id: idOf("00u"),
  userId: idOf("00u"),
  sourceGroupId: idOf("00g"),
  client_id: idOf("0oa"),
  name: "Engineering",
  label: "Payroll",
  description: "People who build the product",
  platform: "MACOS",
  companyName: "Example",
  subdomain: "example",
  website: "https://www.example.com",
  provider: "OKTA",
  factorType: "push",
  vendorName: "OKTA",
  eventType: "user.session.start",
  uuid: "7f3c1e52-9f0b-11f0-8c1a-0242ac120002",
  severity: "INFO",
  version: "0",
  displayMessage: "User login to Okta",
  signOnMode: "SAML_2_0",
  policyType: "OKTA_SIGN_ON",
  riskLevel: "LOW",
  relationship: "USER",
  title: "Engineer",
  factorResult: "SUCCESS",
  activationToken: "Xq3vT0aBcDeF1gHiJ2kL",
  activationUrl: "https://example.okta.com/welcome/Xq3vT0aBcDeF1gHiJ2kL",
  resetPasswordUrl: "https://example.okta.com/reset_password/Xq3vT0aBcDeF1gHiJ2kL",
  tempPassword: "7hRk2mQw",
};

/** Values by the name of the schema that has the member, where they differ from {@link BY_NAME}; `type.id` is a member of a member. */
const BY_SCHEMA: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AgentPool: { id: idOf("0oa"), name: "example.com", type: "AD" },
  ApiToken: { id: idOf("00T"), name: "Directory sync" },
  App: { id: idOf("0oa"), name: "payroll" },
  AppGroup: { id: idOf("00g") },
  AppLink: { linkUrl: `https://example.okta.com/home/payroll/${idOf("0oa")}` },
  Authenticator: { id: idOf("aut"), name: "Okta Verify", type: "app" },
  AuthenticatorEnrollment: { id: idOf("opf"), name: "Okta Verify", type: "app" },
  AuthorizationServer: { id: idOf("aus"), name: "Payroll API", description: "Tokens for the payroll API" },
  Device: { id: idOf("guo"), displayName: "Ada's MacBook" },
  DeviceAssurance: { id: idOf("dae"), name: "Encrypted Macs" },
  EventHook: { id: idOf("who"), name: "Ticket system", description: "Opens a ticket for each lockout" },
  Factor: { id: idOf("opf") },
  Grant: { id: idOf("oag"), scopeId: idOf("scp") },
  Group: { id: idOf("00g") },
  GroupRule: { id: idOf("0pr"), type: "group_rule" },
  IdentityProvider: { id: idOf("0oa"), name: "Google", type: "GOOGLE" },
  NetworkZone: { id: idOf("nzo"), name: "Offices", type: "IP" },
  OrgSettings: { id: idOf("00o") },
  Policy: { id: idOf("00p"), name: "Default Policy", type: "OKTA_SIGN_ON" },
  PolicyRule: { id: idOf("0pr"), name: "Default Rule", type: "SIGN_ON" },
  ProfileSchema: { name: "user" },
  RemovedBounces: { "errors.emailAddress": "ada@example", "errors.reason": "Invalid email address" },
  RoleAssignment: { id: idOf("ra1"), label: "Help Desk Administrator", type: "HELP_DESK_ADMIN" },
  Session: { id: idOf("102") },
  User: { "type.id": idOf("oty") },
  ListedUser: { "type.id": idOf("oty") },
  UserBlock: { type: "DEVICE_BASED" },
  UserCredentials: {
    "provider.name": "OKTA",
    "provider.type": "OKTA",
    "recovery_question.question": "Which engine?",
  },
  UserType: {
    id: idOf("oty"),
    name: "contractor",
    displayName: "Contractor",
    description: "People of other companies",
  },
};

/** Values by the action, where they follow from what it does or from its example. */
const BY_ACTION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "authenticatorEnrollments.createTac": { type: "tac", name: "Temporary Access Code" },
  "eventHooks.deactivate": { status: "INACTIVE" },
  "factors.enroll": { status: "PENDING_ACTIVATION" },
  "groupRules.create": { status: "INACTIVE" },
  // A rule is replaced while it is inactive.
  "groupRules.replace": { status: "INACTIVE" },
  "users.create": { status: "STAGED" },
  "users.expirePassword": { status: "PASSWORD_EXPIRED" },
};

/** What the example of an action sends. */
interface ExampleRequest {
  readonly id: string;
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Creates an example of a response from its schema: the required members and the most useful ones. Members that the example of the request sets
 * have its values, and the user is the one that it names.
 */
export function exampleResponse(schema: Schema, schemas: Schemas, { id, path, body }: ExampleRequest): unknown {
  const known = { ...BY_NAME, ...personOf(path, body) };
  return sample(schema, { schemas, known, action: id, owner: "", path: [], sent: body, depth: 0 });
}

/** Returns the values of the user that a request is about: Ada, if it names no one. */
function personOf(path: string, body: unknown): Readonly<Record<string, string>> {
  const { profile } = Object(body) as { readonly profile?: Readonly<Record<string, string>> };
  const [, named] = /\/([a-z.]+@example\.com)/.exec(decodeURIComponent(path)) ?? [];
  const login = profile?.login ?? named ?? "ada.lovelace@example.com";
  const [firstName = "", lastName = ""] = login
    .replace(/@.*/, "")
    .split(".")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  const displayName = `${firstName} ${lastName}`;
  return { login, email: login, emailAddress: login, userName: login, firstName, lastName, displayName };
}

/** Where a value stands. */
interface Place {
  readonly schemas: Schemas;
  /** Values by the name of the member. */
  readonly known: Readonly<Record<string, string>>;
  /** The ID of the action. */
  readonly action: string;
  /** The name of the nearest schema that has one, and the members from there to here. */
  readonly owner: string;
  readonly path: readonly string[];
  /** The value that the request has in this place. */
  readonly sent: unknown;
  readonly depth: number;
}

function sample(given: Schema, outer: Place): unknown {
  const { schemas, sent, depth } = outer;
  const schema = resolveSchema(given, schemas);
  const place = given.$ref ? { ...outer, owner: given.$ref.replace(/.*\//, ""), path: [] } : outer;
  const { anyOf, enum: values, type, items, properties } = schema;
  if (schema.const !== undefined) return schema.const;
  if (anyOf) {
    const option = anyOf.find((one) => one.type !== "null");
    return option && sample({ ...schema, ...option, anyOf: undefined } as unknown as Schema, place);
  }
  if (type === "array") {
    // A list of calls, for example, is not what comes back.
    if (Array.isArray(sent) && depth > 0) return sent;
    return items && depth < MAX_DEPTH ? [sample(items, { ...place, sent: undefined, depth: depth + 1 })] : [];
  }
  if (type === "object" || properties) return sampleObject(schema, place);
  if (typeof sent === "string" || typeof sent === "number" || typeof sent === "boolean") return sent;
  if (values) return values[0];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return schema.minimum ?? 1;
  return sampleText(schema, place);
}

function sampleObject({ properties = {}, required = [] }: Schema, { sent, depth, path, ...rest }: Place): Json {
  const given = (typeof sent === "object" && sent !== null ? sent : {}) as Json;
  const names = Object.keys(properties);
  // Okta returns an object of any members as it was sent, and no password.
  if (names.length === 0) return path.at(-1) === "password" ? {} : given;
  const isShown = (name: string) =>
    required.includes(name) ||
    USEFUL.has(name) ||
    isProfile(name, properties, rest.schemas) ||
    PROFILE.has(name) ||
    (given[name] !== undefined && depth < 2);
  const shown = names.filter((name) => !name.startsWith("_") && name !== "credentials" && isShown(name));
  const chosen = depth >= MAX_DEPTH ? [] : shown.length > 0 ? shown : names.slice(0, 3);
  const placeOf = (name: string) => ({ ...rest, sent: given[name], depth: depth + 1, path: [...path, name] });
  return Object.fromEntries(chosen.map((name) => [name, sample(properties[name] as Schema, placeOf(name))]));
}

/** Reports whether a member is a profile whose attributes are known. */
function isProfile(name: string, properties: Readonly<Record<string, Schema>>, schemas: Schemas): boolean {
  return name === "profile" && resolveSchema(properties.profile as Schema, schemas).properties !== undefined;
}

function sampleText({ description = "" }: Schema, { owner, path, known, action }: Place): string {
  const name = path.at(-1) ?? "";
  const ofAction = path.length === 1 ? BY_ACTION[action]?.[name] : undefined;
  const own = ofAction ?? BY_SCHEMA[owner]?.[path.join(".")] ?? BY_SCHEMA[owner]?.[name];
  if (own !== undefined) return own;
  if (name === "status") return /\b(ACTIVE|SUCCESS)\b/.exec(description)?.[0] ?? "ACTIVE";
  // "STAGED, PROVISIONED, ACTIVE; Okta may add others"
  const [listed] = /^[A-Z][A-Z0-9_]+(?=[,;]| or )/.exec(description) ?? [];
  if (listed) return listed;
  if (known[name] !== undefined) return known[name];
  if (/^(created|activated|published)|(Changed|Updated|At|Login|Time|Date|expires\w*)$/.test(name)) return TIME;
  throw new Error(`The example of ${owner} has no value for ${path.join(".")}: add one to BY_SCHEMA.`);
}
