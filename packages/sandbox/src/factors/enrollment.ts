import type { Call, Org } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { readBody, readFlag } from "../api/request-body.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { Factor, User } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { factorsOf } from "./factor.ts";
import { type FactorKind, findKind } from "./kinds.ts";
import { type FactorProfile, readFactorProfile } from "./profile.ts";
import { sendCode, sendPush } from "./proof.ts";
import { makeSharedSecret, makeTotp, totpStep } from "./totp.ts";

const ENROLL = "factorEnrollRequest";

/**
 * Enrolls a factor for a user: it is pending until it is activated, but for a question, and for a code that is sent where
 * `activate` is asked for.
 */
export async function enrollFactor(call: Call): Promise<Factor> {
  const { org, params, url } = call;
  const user = findUser(org, params.userId ?? "");
  if (user.status === "DEPROVISIONED") throw notFound(user.id, "User");
  const body = await readBody(call);
  for (const name of ["factorType", "provider"]) {
    if (typeof body[name] !== "string") throw validation(ENROLL, `${name}: The field cannot be left blank`);
  }
  const kind = findKind(body.factorType, body.provider);
  if (!kind) throw validation(ENROLL, "The factor type and provider are not supported.");
  const read = readFactorProfile(kind.factorType, body.profile, user);
  const pending = findPending(org, user, kind, read, readFlag(url, "updatePhone", false));
  const factor = pending ?? newFactor(org, user, kind);

  const isSent = kind.proof === "sent";
  const isActive = kind.proof === "answer" || (isSent && readFlag(url, "activate", false));
  // It comes first, as it may be refused.
  if (isSent && !isActive) sendCode(call, factor);
  else factor.passCode = read.answer;
  factor.profile = read.profile;
  factor.lastUpdated = isoDate(org.now());
  if (kind.proof === "push") factor.push = sendPush(call);
  if (kind.proof === "totp") {
    factor.sharedSecret = makeSharedSecret(org.random);
    factor.passCode = await makeTotp(factor.sharedSecret, totpStep(org.now()));
  }
  org.store.factors.set(factor.id, factor);
  if (isActive) activateFactor(call, factor);
  else logFactor(call, factor, "user.mfa.factor.update", "Update factor for user");
  return factor;
}

/** Makes a pending factor one that the user can be verified by. */
export function activateFactor(call: Call, factor: Factor): void {
  factor.status = "ACTIVE";
  factor.push = undefined;
  factor.lastUpdated = isoDate(call.org.now());
  logFactor(call, factor, "user.mfa.factor.activate", "Activate factor for user");
}

/** Writes into the System Log that something was done to a user's factor. */
export function logFactor(call: Call, factor: Factor, eventType: string, displayMessage: string): void {
  recordEvent(call, { eventType, displayMessage, targets: [userParty(findUser(call.org, factor.userId))] });
}

/**
 * Finds the user's factor of that kind which is not yet activated, to be enrolled anew.
 *
 * @throws {OktaError} E0000001 if there is one already, or a phone of another number that is not to be updated.
 */
function findPending(
  org: Org,
  user: User,
  kind: FactorKind,
  { profile }: FactorProfile,
  updatePhone: boolean,
): Factor | undefined {
  const known = factorsOf(org, user).find(
    ({ factorType, provider }) => factorType === kind.factorType && provider === kind.provider,
  );
  if (kind.factorType === "sms" && known && known.profile.phoneNumber !== profile.phoneNumber && !updatePhone) {
    throw validation(ENROLL, "There is an existing verified phone number.");
  }
  if (known?.status === "ACTIVE") throw validation(ENROLL, "A factor of this type is already set up.");
  return known;
}

function newFactor({ now, random }: Org, user: User, { factorType, provider, idPrefix }: FactorKind): Factor {
  const created = isoDate(now());
  return {
    id: oktaId(idPrefix, random),
    userId: user.id,
    factorType,
    provider,
    vendorName: provider,
    status: "PENDING_ACTIVATION",
    created,
    lastUpdated: created,
    profile: {},
  };
}
