import type { ProfileSchema, SchemaAttribute, Store } from "../org/model.ts";

type Attributes = Readonly<Record<string, SchemaAttribute>>;

/** Okta's own attributes of a user, and how long each may be: undefined where Okta names no limit. */
const USER_LENGTHS: Readonly<Record<string, number | undefined>> = {
  login: 100,
  firstName: 50,
  lastName: 50,
  email: 100,
  secondEmail: 100,
  middleName: undefined,
  honorificPrefix: undefined,
  honorificSuffix: undefined,
  title: undefined,
  displayName: undefined,
  nickName: undefined,
  profileUrl: undefined,
  primaryPhone: 100,
  mobilePhone: 100,
  streetAddress: 1024,
  city: 128,
  state: 128,
  zipCode: 50,
  countryCode: 2,
  postalAddress: 4096,
  preferredLanguage: undefined,
  locale: undefined,
  timezone: undefined,
  userType: undefined,
  employeeNumber: undefined,
  costCenter: undefined,
  organization: undefined,
  division: undefined,
  department: undefined,
  managerId: undefined,
  manager: undefined,
};

const USER_BASE: Attributes = Object.fromEntries(
  Object.entries(USER_LENGTHS).map(([name, maxLength]) => [
    name,
    {
      title: name,
      type: "string",
      ...(["login", "email", "firstName", "lastName"].includes(name) && { required: true }),
      ...(maxLength !== undefined && { maxLength }),
    },
  ]),
);

/** The attributes that this org's admin added before anyone calls. */
const USER_CUSTOM: Attributes = {
  costCenterCode: { title: "Cost center code", type: "string" },
  startDate: { title: "Start date", type: "string" },
  badgeNumber: { title: "Badge number", type: "number" },
  isContractor: { title: "Contractor", type: "boolean" },
  skills: { title: "Skills", type: "array", items: { type: "string" } },
};

const GROUP_BASE: Attributes = {
  name: { title: "Name", description: "Group name", type: "string", required: true, maxLength: 255 },
  description: { title: "Description", description: "Group description", type: "string", maxLength: 1024 },
};

const APP_BASE: Attributes = { userName: { title: "Username", type: "string", required: true, maxLength: 100 } };

/** Finds the schema of the users of a type, or makes it. */
export function userSchema(store: Store, typeId: string = store.userTypeId): ProfileSchema {
  return schemaOf(store, `user/${typeId}`, USER_BASE, typeId === store.userTypeId ? USER_CUSTOM : {});
}

/** Finds the schema of groups, or makes it. */
export function groupSchema(store: Store): ProfileSchema {
  return schemaOf(store, "group", GROUP_BASE, {});
}

/** Finds the schema of the users of an app, or makes it. */
export function appUserSchema(store: Store, appId: string): ProfileSchema {
  return schemaOf(store, `apps/${appId}`, APP_BASE, {});
}

function schemaOf({ schemas, groups }: Store, key: string, base: Attributes, custom: Attributes): ProfileSchema {
  const known = schemas.get(key);
  if (known) return known;
  const [everyone] = groups.values();
  const created = everyone?.created ?? new Date(0).toISOString();
  const schema: ProfileSchema = { created, lastUpdated: created, base, custom };
  schemas.set(key, schema);
  return schema;
}

/** Finds an attribute, whether it is Okta's own or was added. */
export function attributeOf({ base, custom }: ProfileSchema, name: string): SchemaAttribute | undefined {
  if (Object.hasOwn(base, name)) return base[name];
  return Object.hasOwn(custom, name) ? custom[name] : undefined;
}

/** Lists what is wrong with the values of a profile, other than missing ones and unknown names. */
export function valueCauses(schema: ProfileSchema, profile: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(profile).flatMap(([name, value]) => {
    const attribute = attributeOf(schema, name);
    return attribute === undefined || value === null ? [] : causesOf(name, attribute, value);
  });
}

function causesOf(name: string, attribute: SchemaAttribute, value: unknown): readonly string[] {
  const { type, minLength = 0, maxLength = Number.POSITIVE_INFINITY, enum: values } = attribute;
  if (!hasType(value, type)) return [`${name}: The value is not of the type that the attribute has`];
  if (values && !values.includes(value) && type !== "array")
    return [`${name}: The value is not one of the values that the attribute can have`];
  if (typeof value !== "string") return [];
  if (value.length > maxLength) return [`${name}: The field is too long`];
  return value.length < minLength ? [`${name}: The field is too short`] : [];
}

function hasType(value: unknown, type: SchemaAttribute["type"]): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return typeof value === "object" && !Array.isArray(value);
  return typeof value === type;
}
