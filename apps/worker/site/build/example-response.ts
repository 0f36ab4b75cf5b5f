import { resolveSchema, type Schema, type Schemas } from "./schema.ts";

type Json = Readonly<Record<string, unknown>>;

/** How deep an example goes. */
const MAX_DEPTH = 4;

/** Members that an example has although they are not required. */
const USEFUL = new Set(["status", "name", "label", "displayName", "created", "lastUpdated", "type", "published"]);
const PROFILE = new Set(["login", "email", "firstName", "lastName", "name", "description", "displayName", "platform"]);

const TIME = "2026-11-01T09:30:00.000Z";

/** Values by the name of the member: what Okta returns looks like this. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  id: "00u1a2b3c4D5e6F7g8h9",
  login: "ada.lovelace@example.com",
  email: "ada.lovelace@example.com",
  userName: "ada.lovelace@example.com",
  firstName: "Ada",
  lastName: "Lovelace",
  displayName: "Ada Lovelace",
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
};

/**
 * Creates an example of a response from its schema: the required members and the most useful ones. Members that the example of the request sets
 * have its values.
 *
 * @param sent - the body of the request's example.
 */
export function exampleResponse(schema: Schema, schemas: Schemas, sent: unknown): unknown {
  return sample(schema, schemas, "", sent, 0);
}

function sample(given: Schema, schemas: Schemas, name: string, sent: unknown, depth: number): unknown {
  const schema = resolveSchema(given, schemas);
  const { anyOf, enum: values, type, items, properties } = schema;
  if (schema.const !== undefined) return schema.const;
  if (anyOf) {
    const option = anyOf.find((one) => one.type !== "null");
    return (
      option && sample({ ...schema, ...option, anyOf: undefined } as unknown as Schema, schemas, name, sent, depth)
    );
  }
  if (type === "array") return items && depth < MAX_DEPTH ? [sample(items, schemas, name, undefined, depth + 1)] : [];
  if (type === "object" || properties) return sampleObject(schema, schemas, sent, depth);
  if (typeof sent === "string" || typeof sent === "number" || typeof sent === "boolean") return sent;
  if (values) return values[0];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return schema.minimum ?? 1;
  return sampleText(name, schema);
}

function sampleObject(
  { properties = {}, required = [] }: Schema,
  schemas: Schemas,
  sent: unknown,
  depth: number,
): Json {
  const given = (typeof sent === "object" && sent !== null ? sent : {}) as Json;
  const names = Object.keys(properties);
  const isShown = (name: string) =>
    required.includes(name) || USEFUL.has(name) || PROFILE.has(name) || (given[name] !== undefined && depth < 2);
  const shown = names.filter((name) => !name.startsWith("_") && name !== "credentials" && isShown(name));
  const chosen = depth >= MAX_DEPTH ? [] : shown.length > 0 ? shown : names.slice(0, 3);
  return Object.fromEntries(
    chosen.map((name) => [name, sample(properties[name] as Schema, schemas, name, given[name], depth + 1)]),
  );
}

function sampleText(name: string, { description = "" }: Schema): string {
  if (name === "status") return /\b(ACTIVE|SUCCESS)\b/.exec(description)?.[0] ?? "ACTIVE";
  // "STAGED, PROVISIONED, ACTIVE; Okta may add others"
  const [listed] = /^[A-Z][A-Z0-9_]+(?=[,;]| or )/.exec(description) ?? [];
  if (listed) return listed;
  const known = BY_NAME[name];
  if (typeof known === "string") return known;
  if (/(^|[a-z])(url|uri|href|link)$/i.test(name)) return "https://example.okta.com/…";
  if (/^(created|activated|published)|(Changed|Updated|At|Login|Time|Date|expires\w*)$/.test(name)) return TIME;
  if (/ids?$/i.test(name)) return "00g1a2b3c4D5e6F7g8h9";
  return "…";
}
