import { checkIfMatch } from "../api/etag.ts";
import type { Call, Operation } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { isObject, readBody, readFlag } from "../api/request-body.ts";
import { findGroup } from "../directory/group.ts";
import { addMember } from "../directory/group-membership.ts";
import { findUser, showUser } from "../directory/user.ts";
import { indexUser } from "../directory/user-index.ts";
import { checkProfile, type Profile } from "../directory/user-profile.ts";
import { applyGroupRules } from "../group-rules/apply.ts";
import { isoDate } from "../org/clock.ts";
import type { User } from "../org/model.ts";
import { notFound, OktaError, validation } from "../org/okta-error.ts";
import { defaultRealmId } from "../org/org-ids.ts";
import { oktaId } from "../org/random.ts";
import type { Permission } from "../org/roles.ts";
import { type Credentials, readCredentials } from "./credential-values.ts";
import { startDeactivation, startDeletion } from "./pending.ts";
import { activateUser, changeStatus, givePassword, joinEveryone } from "./status.ts";

const PERMISSION: Permission = { resource: "users", access: "manage" };
const COMMON = { scope: "okta.users.manage", permission: PERMISSION, bucket: "users" } as const;

/** The operations that create, change and delete users. */
export const userWriteOperations: readonly Operation[] = [
  { ...COMMON, method: "POST", path: "/api/v1/users", handle: createUser },
  { ...COMMON, method: "POST", path: "/api/v1/users/{id}", handle: (call) => changeUser(call, true) },
  { ...COMMON, method: "PUT", path: "/api/v1/users/{id}", handle: (call) => changeUser(call, false) },
  {
    ...COMMON,
    method: "DELETE",
    path: "/api/v1/users/{id}",
    // Who is still active is only deactivated: deleting a user takes two calls.
    handle(call) {
      const user = findUser(call.org, call.params.id ?? "");
      if (user.status === "DEPROVISIONED") startDeletion(call, user);
      else startDeactivation(call, user);
      return new Response(null, { status: 204 });
    },
  },
];

async function createUser(call: Call): Promise<Response> {
  const { org, url } = call;
  const body = await readBody(call);
  const typeId = readTypeId(call, body);
  const profile = tidy(checkProfile(org, isObject(body.profile) ? body.profile : {}, undefined, typeId));
  const credentials = readCredentials(body.credentials, profile.login);
  const realmId = readRealmId(call, body);
  const activate = readFlag(url, "activate", true);
  const mustChange = url.searchParams.get("nextLogin") === "changePassword";
  if (mustChange) checkNextLogin(activate, credentials);
  const groups = readGroupIds(body.groupIds).map((id) => findGroup(org, id));

  const user: User = { ...newUser(call, profile), typeId, realmId };
  if (readFlag(url, "provider", false)) user.provider = credentials.provider;
  applyCredentials(call, user, credentials);
  org.store.users.set(user.id, user);
  indexUser(org.store, user);
  joinEveryone(org, user);
  recordEvent(call, {
    eventType: "user.lifecycle.create",
    displayMessage: "Create Okta user",
    targets: [userParty(user)],
  });
  for (const group of groups) addMember(call, group, user);
  if (activate) activateUser(call, user);
  if (mustChange) changeStatus(org, user, "PASSWORD_EXPIRED");
  applyGroupRules(org);
  return Response.json(showUser(user, org, true));
}

async function changeUser(call: Call, isPartial: boolean): Promise<Response> {
  const { org, params, request } = call;
  const user = findUser(org, params.id ?? "");
  if (user.status === "DEPROVISIONED") throw notFound(user.id, "User");
  checkIfMatch(request, showUser(user, org, true));
  const body = await readBody(call);
  const sent = isObject(body.profile) ? body.profile : undefined;
  // A full replacement without a profile is one by an empty profile, unless it is about credentials alone.
  const isProfileWritten = sent !== undefined || (!isPartial && !isObject(body.credentials));
  const typeId = isObject(body.type) ? readTypeId(call, body) : user.typeId;
  const profile = isProfileWritten
    ? tidy(checkProfile(org, isPartial ? { ...user.profile, ...sent } : (sent ?? {}), user, typeId))
    : user.profile;
  const credentials = readCredentials(body.credentials, profile.login, user.recoveryQuestion);
  const realmId = body.realmId === undefined ? user.realmId : readRealmId(call, body);

  Object.assign(user, { typeId, realmId });
  if (isProfileWritten) {
    user.profile = profile;
    indexUser(org.store, user);
    user.lastUpdated = isoDate(org.now());
    recordEvent(call, {
      eventType: "user.account.update_profile",
      displayMessage: "Update user profile for Okta",
      targets: [userParty(user)],
    });
  }
  if (applyCredentials(call, user, credentials)) {
    // A password from an admin is a password at last: there is nothing more for the user to set up or to recover.
    if (["PROVISIONED", "PASSWORD_EXPIRED", "RECOVERY"].includes(user.status)) changeStatus(org, user, "ACTIVE");
    recordEvent(call, {
      eventType: "user.account.update_password",
      displayMessage: "User update password for Okta",
      targets: [userParty(user)],
    });
  }
  applyGroupRules(org);
  return Response.json(showUser(user, org, true));
}

/** What there is of a new user before anything happens to it. */
function newUser({ org }: Call, profile: Profile): User {
  const created = isoDate(org.now());
  return {
    id: oktaId("00u", org.random),
    status: "STAGED",
    created,
    activated: null,
    statusChanged: null,
    lastLogin: null,
    lastUpdated: created,
    passwordChanged: null,
    profile,
    hasPassword: false,
  };
}

/** Puts credentials into force; true if a password was among them. */
function applyCredentials({ org }: Call, user: User, credentials: Credentials): boolean {
  const { password, isForeignPassword, recoveryQuestion } = credentials;
  if (recoveryQuestion) user.recoveryQuestion = recoveryQuestion;
  if (password === undefined && !isForeignPassword) return false;
  givePassword(org, user, password);
  return true;
}

/** Leaves out what is null, but for the two attributes that Okta shows even so. */
function tidy(profile: Profile): Profile {
  const set = Object.entries(profile).filter(([, value]) => value !== null);
  return { mobilePhone: null, secondEmail: null, ...Object.fromEntries(set), login: profile.login };
}

/** Undefined for the default type. */
function readTypeId({ org }: Call, { type }: Record<string, unknown>): string | undefined {
  const id = isObject(type) ? String(type.id) : org.store.userTypeId;
  if (id === org.store.userTypeId) return undefined;
  if (!org.store.resources.get("userTypes")?.has(id)) throw notFound(id, "CVDType");
  return id;
}

/** Undefined for the default realm. */
function readRealmId({ org }: Call, { realmId }: Record<string, unknown>): string | undefined {
  if (realmId === undefined || realmId === null || realmId === defaultRealmId(org.store)) return undefined;
  const id = String(realmId);
  if (!org.store.resources.get("realms")?.has(id)) throw notFound(id, "Realm");
  return id;
}

function readGroupIds(groupIds: unknown): string[] {
  if (groupIds === undefined || groupIds === null) return [];
  if (!Array.isArray(groupIds)) throw validation("groupIds", "groupIds: The field must be an array of IDs");
  return groupIds.map(String);
}

function checkNextLogin(activate: boolean, { password, isForeignPassword }: Credentials): void {
  const expire = "Could not create user. To create a user and expire their password immediately,";
  if (password === undefined && !isForeignPassword) {
    throw new OktaError({ status: 400, code: "E0000124", summary: `${expire} a password must be specified` });
  }
  if (!activate) {
    throw new OktaError({ status: 400, code: "E0000125", summary: `${expire} "activate" must be true` });
  }
}
