import type { Org } from "../api/operation.ts";
import type { User, UserStatus } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";
import { defaultRealmId } from "../org/org-ids.ts";
import { usersNamed } from "./user-index.ts";

/** What Okta links to in each status, which is what may be done in it. */
const LINKS: Readonly<Record<UserStatus, readonly string[]>> = {
  STAGED: ["activate", "resetFactors"],
  PROVISIONED: ["reactivate", "resetPassword", "suspend", "deactivate", "resetFactors"],
  ACTIVE: [
    "changePassword",
    "changeRecoveryQuestion",
    "forgotPassword",
    "expirePassword",
    "resetPassword",
    "resetFactors",
    "suspend",
    "deactivate",
  ],
  PASSWORD_EXPIRED: [
    "changePassword",
    "changeRecoveryQuestion",
    "forgotPassword",
    "expirePassword",
    "resetPassword",
    "resetFactors",
    "suspend",
    "deactivate",
  ],
  RECOVERY: ["reactivate", "resetPassword", "resetFactors", "deactivate"],
  LOCKED_OUT: ["unlock", "resetPassword", "resetFactors", "deactivate"],
  SUSPENDED: ["unsuspend", "deactivate", "resetFactors"],
  DEPROVISIONED: ["activate", "delete", "resetFactors"],
};

const LINK_PATHS: Readonly<Record<string, string>> = {
  changePassword: "credentials/change_password",
  changeRecoveryQuestion: "credentials/change_recovery_question",
  forgotPassword: "credentials/forgot_password",
  delete: "",
};

/** Finds a user by ID, by login, or by the part of the login before its @ where no other user has the same. */
export function findUser(org: Org, name: string): User {
  const known = org.store.users.get(name);
  if (known) return known;
  const { exact, short } = usersNamed(org.store, name);
  const user = exact ?? (short.length === 1 ? short[0] : undefined);
  if (!user) throw notFound(name, "User");
  return user;
}

/** A user as Okta shows it: in a list with a link to itself only, alone with a link to all that can be done. */
export function showUser(user: User, org: Org, alone: boolean): Record<string, unknown> {
  const self = `${org.orgUrl}/api/v1/users/${user.id}`;
  const links = Object.fromEntries(
    LINKS[user.status].map((name) => {
      const path = LINK_PATHS[name] ?? `lifecycle/${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      return [name, { href: path ? `${self}/${path}` : self, method: name === "delete" ? "DELETE" : "POST" }];
    }),
  );
  const typeId = user.typeId ?? org.store.userTypeId;
  const transition = org.store.transitions.get(user.id);
  return {
    id: user.id,
    status: user.status,
    ...(transition?.to && { transitioningToStatus: transition.to }),
    created: user.created,
    activated: user.activated,
    statusChanged: user.statusChanged,
    lastLogin: user.lastLogin,
    lastUpdated: user.lastUpdated,
    passwordChanged: user.passwordChanged,
    realmId: user.realmId ?? defaultRealmId(org.store),
    type: { id: typeId },
    profile: user.profile,
    credentials: { ...showCredentials(user), emails: showEmails(user) },
    _links: alone
      ? {
          ...links,
          self: { href: self },
          schema: { href: `${org.orgUrl}/api/v1/meta/schemas/user/${typeId.replace(/^.../, "osc")}` },
          type: { href: `${org.orgUrl}/api/v1/meta/types/user/${typeId}` },
        }
      : { self: { href: self } },
  };
}

/** A user's credentials as Okta shows them: never a password, never an answer. */
export function showCredentials({ hasPassword, recoveryQuestion, provider }: User): Record<string, unknown> {
  return {
    ...(hasPassword && { password: {} }),
    ...(recoveryQuestion && { recovery_question: { question: recoveryQuestion.question } }),
    provider: provider ?? { type: "OKTA", name: "OKTA" },
  };
}

function showEmails({ profile }: User): Record<string, unknown>[] {
  const emails = [
    { value: profile.email, status: "VERIFIED", type: "PRIMARY" },
    { value: profile.secondEmail, status: "VERIFIED", type: "SECONDARY" },
  ];
  return emails.filter(({ value }) => typeof value === "string" && value !== "");
}
