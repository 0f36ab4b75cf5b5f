import type { Call, Operation, Org } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { isObject, readBody } from "../api/request-body.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { Factor, TemporaryCode, User } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { factorsOf, linkTo } from "./factor.ts";

const PATH = "/api/v1/users/{userId}/authenticator-enrollments";
const MANAGE = {
  scope: "okta.users.manage",
  permission: { resource: "users", access: "help" },
  bucket: "users",
} as const;

/** Minutes that a temporary access code is good for, unless it is said; and at most. */
const [LIFETIME, LONGEST] = [60, 14_400];

/** How a factor is called as an authenticator. */
const AUTHENTICATORS: Readonly<Record<string, readonly [key: string, type: string, name: string]>> = {
  sms: ["phone_number", "phone", "Phone"],
  call: ["phone_number", "phone", "Phone"],
  email: ["okta_email", "email", "Email"],
  push: ["okta_verify", "app", "Okta Verify"],
  question: ["security_question", "security_question", "Security Question"],
  webauthn: ["webauthn", "security_key", "Security Key or Biometric"],
  "token:software:totp": ["google_otp", "app", "Google Authenticator"],
};

/** The operations on what a user signs in with, the password and temporary codes included. */
export const authenticatorEnrollmentOperations: readonly Operation[] = [
  {
    method: "GET",
    path: PATH,
    scope: "okta.users.read",
    permission: { resource: "users", access: "read" },
    bucket: "users",
    handle({ org, params }) {
      const user = findUser(org, params.userId ?? "");
      return Response.json(enrollmentsOf(org, user));
    },
  },
  { ...MANAGE, method: "POST", path: `${PATH}/tac`, handle: createCode },
  { ...MANAGE, method: "POST", path: `${PATH}/phone`, handle: createPhone },
  {
    method: "GET",
    path: `${PATH}/{enrollmentId}`,
    scope: "okta.users.read",
    permission: { resource: "users", access: "read" },
    bucket: "users",
    handle({ org, params }) {
      const id = params.enrollmentId ?? "";
      const found = enrollmentsOf(org, findUser(org, params.userId ?? "")).find((enrollment) => enrollment.id === id);
      if (!found) throw notFound(id, "AuthenticatorEnrollment");
      return Response.json(found);
    },
  },
  { ...MANAGE, method: "DELETE", path: `${PATH}/{enrollmentId}`, handle: deleteEnrollment },
];

function enrollmentsOf(org: Org, user: User): Record<string, unknown>[] {
  const codes = [...org.store.temporaryCodes.values()].filter(({ userId }) => userId === user.id);
  return [
    ...(user.hasPassword ? [showPassword(user, org)] : []),
    ...factorsOf(org, user).map((factor) => showEnrollment(factor, user, org)),
    // Okta shows a code once: when it is made.
    ...codes.map(({ tac, ...code }) => showCode(code, user, org)),
  ];
}

async function createCode(call: Call): Promise<Response> {
  const { org, params } = call;
  const user = findUser(org, params.userId ?? "");
  const { authenticatorId, profile } = await readBody(call);
  const id = String(authenticatorId ?? "");
  if (id === "") throw validation("authenticatorId", "authenticatorId: The field cannot be left blank");
  if (org.store.authenticators.get(id)?.key !== "tac") throw notFound(id, "Authenticator");
  const { ttl = String(LIFETIME), multiUse = false } = isObject(profile) ? profile : {};
  const minutes = Number(ttl);
  if (!(minutes > 0 && minutes <= LONGEST)) throw validation("ttl", "ttl: The time is out of range");
  const now = org.now();
  const code: TemporaryCode = {
    id: oktaId("tac", org.random),
    userId: user.id,
    tac: String(Math.floor(org.random() * 1e16)).padStart(16, "0"),
    multiUse: multiUse === true,
    created: isoDate(now),
    expiresAt: isoDate(now + minutes * 60),
  };
  org.store.temporaryCodes.set(code.id, code);
  recordEvent(call, {
    eventType: "user.mfa.factor.activate",
    displayMessage: "Activate factor or authenticator enrollment for user",
    targets: [userParty(user)],
  });
  return Response.json(showCode(code, user, org));
}

async function createPhone(call: Call): Promise<Response> {
  const { org, params } = call;
  const user = findUser(org, params.userId ?? "");
  const { authenticatorId, profile } = await readBody(call);
  const id = String(authenticatorId ?? "");
  if (id === "") throw validation("authenticatorId", "authenticatorId: The field cannot be left blank");
  if (org.store.authenticators.get(id)?.key !== "phone_number") throw notFound(id, "Authenticator");
  const { phoneNumber } = isObject(profile) ? profile : {};
  if (typeof phoneNumber !== "string" || !/^\+\d{7,15}$/.test(phoneNumber))
    throw validation("phoneNumber", "phoneNumber: Invalid Phone Number.");
  const now = isoDate(org.now());
  const factor: Factor = {
    id: oktaId("sms", org.random),
    userId: user.id,
    factorType: "sms",
    provider: "OKTA",
    vendorName: "OKTA",
    status: "ACTIVE",
    created: now,
    lastUpdated: now,
    profile: { phoneNumber },
  };
  org.store.factors.set(factor.id, factor);
  recordEvent(call, {
    eventType: "user.mfa.factor.activate",
    displayMessage: "Activate factor or authenticator enrollment for user",
    targets: [userParty(user)],
  });
  return Response.json(showEnrollment(factor, user, org));
}

function deleteEnrollment(call: Call): Response {
  const { org, params } = call;
  const user = findUser(org, params.userId ?? "");
  const id = params.enrollmentId ?? "";
  const isOwn = (one: { readonly userId: string } | undefined) => one?.userId === user.id;
  if (isOwn(org.store.temporaryCodes.get(id))) org.store.temporaryCodes.delete(id);
  else if (isOwn(org.store.factors.get(id))) org.store.factors.delete(id);
  else throw notFound(id, "AuthenticatorEnrollment");
  recordEvent(call, {
    eventType: "user.mfa.factor.deactivate",
    displayMessage: "Reset factor or authenticator enrollment for user",
    targets: [userParty(user)],
  });
  return new Response(null, { status: 204 });
}

function links(id: string, user: User, { orgUrl }: Org): Record<string, unknown> {
  const self = `${orgUrl}/api/v1/users/${user.id}`;
  return { self: linkTo(`${self}/authenticator-enrollments/${id}`, "GET", "DELETE"), user: linkTo(self, "GET") };
}

function showPassword(user: User, org: Org): Record<string, unknown> {
  const id = user.id.replace(/^.../, "laf");
  const { created, lastUpdated } = user;
  const key = { type: "password", key: "okta_password", name: "Password" };
  return { ...key, id, status: "ACTIVE", created, lastUpdated, _links: links(id, user, org) };
}

function showEnrollment(factor: Factor, user: User, org: Org): Record<string, unknown> {
  const { id, factorType, status, created, lastUpdated, profile } = factor;
  const [key, type, name] = AUTHENTICATORS[factorType] ?? ["custom_otp", "app", factorType];
  const { phoneNumber } = profile;
  return {
    type,
    id,
    key,
    status: status === "ACTIVE" ? "ACTIVE" : "PENDING_ACTIVATION",
    name,
    ...(typeof phoneNumber === "string" && { profile: { phoneNumber: phoneNumber.replace(/\d(?=\d{4})/g, "X") } }),
    created,
    lastUpdated,
    _links: links(id, user, org),
  };
}

function showCode(code: Omit<TemporaryCode, "tac"> & { readonly tac?: string }, user: User, org: Org) {
  const { id, created, expiresAt, multiUse, tac } = code;
  return {
    type: "tac",
    id,
    key: "tac",
    status: "ACTIVE",
    name: "Temporary Access Code",
    profile: { expiresAt, multiUse, ...(tac !== undefined && { tac }) },
    created,
    lastUpdated: created,
    _links: links(id, user, org),
  };
}
