import type { Call } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { findUser } from "../directory/user.ts";
import type { Factor } from "../org/model.ts";
import { OktaError, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { proofOf } from "./factor.ts";
import { makeTotp, totpStep } from "./totp.ts";

/** Seconds that a code that was sent, and a push, are good for. */
const LIFETIME = 300;

/** How codes are sent: the event, how long Okta lets one wait for the next (seconds), and what it says before. */
const MESSAGES: Readonly<
  Record<string, { event: string; what: string; pause: number; code: string; summary: string }>
> = {
  sms: {
    event: "system.sms.send_factor_verify_message",
    what: "Send SMS message for factor verification",
    pause: 30,
    code: "E0000109",
    summary: "An SMS message was recently sent. Please wait 30 seconds before trying again.",
  },
  call: {
    event: "system.voice.send_mfa_challenge_call",
    what: "Send voice call for factor verification",
    pause: 30,
    code: "E0000133",
    summary: "A phone call was recently made. Please wait 30 seconds before trying again.",
  },
  email: {
    event: "system.email.send_factor_verify_message",
    what: "Send email for factor verification",
    pause: 5,
    code: "E0000118",
    summary: "An email was recently sent. Please wait 5 seconds before trying again.",
  },
};

/**
 * Sends the user a new code, which only the store knows beside them.
 *
 * @throws {OktaError} 429 when the last one was sent a moment ago.
 */
export function sendCode(call: Call, factor: Factor): void {
  const { org, url } = call;
  const message = MESSAGES[factor.factorType];
  if (!message) throw notInThatState();
  const at = org.now();
  if (factor.codeSent && at < factor.codeSent.at + message.pause) {
    throw new OktaError({ status: 429, code: message.code, summary: message.summary });
  }
  const lifetime = Number(url.searchParams.get("tokenLifetimeSeconds") ?? LIFETIME);
  if (!Number.isInteger(lifetime) || lifetime < 1 || lifetime > 86_400) {
    throw validation("tokenLifetimeSeconds", "tokenLifetimeSeconds: The field must be from 1 to 86400");
  }
  factor.passCode = String(Math.floor(org.random() * 1_000_000)).padStart(6, "0");
  factor.codeSent = { at, expiresAt: at + lifetime };
  recordEvent(call, {
    eventType: message.event,
    displayMessage: message.what,
    targets: [userParty(findUser(org, factor.userId))],
  });
}

/** Sends the user's phone a push. */
export function sendPush({ org }: Pick<Call, "org">): NonNullable<Factor["push"]> {
  return { id: oktaId("mst", org.random), expiresAt: org.now() + LIFETIME, result: "WAITING" };
}

/**
 * Takes the code or the answer that proves a factor; a code is good once.
 *
 * @throws {OktaError} E0000068 for a wrong one, E0000082 for a code of an app that was used, E0000083 for one that is too old.
 */
export async function checkProof({ org }: Call, factor: Factor, body: Record<string, unknown>): Promise<void> {
  const proof = proofOf(factor);
  const name = proof === "answer" ? "answer" : "passCode";
  const sent = body[name];
  if (sent === undefined || sent === null || sent === "") {
    throw validation(name, `${name}: The field cannot be left blank`);
  }
  const value = String(sent);
  if (proof === "totp") await checkTotp(factor, value, org.now());
  else if (proof === "answer") {
    if (value.toLowerCase() !== factor.passCode?.toLowerCase()) throw wrongProof(name);
  } else {
    if (value !== factor.passCode) throw wrongProof(name);
    if (!factor.codeSent || factor.codeSent.expiresAt <= org.now()) {
      throw new OktaError({
        status: 403,
        code: "E0000083",
        summary: "PassCode is valid but exceeded time window.",
      });
    }
    factor.passCode = undefined;
  }
}

/** Takes the code of this time step, or of a neighbour of it: the app's clock may be off a little. */
async function checkTotp(factor: Factor, value: string, now: number): Promise<void> {
  const step = totpStep(now);
  const neighbours = [step, step - 1, step + 1];
  const codes = await Promise.all(neighbours.map((one) => makeTotp(factor.sharedSecret ?? "", one)));
  const used = neighbours[codes.indexOf(value)];
  if (used === undefined) throw wrongProof("passCode");
  if (factor.usedStep !== undefined && used <= factor.usedStep) {
    throw new OktaError({
      status: 403,
      code: "E0000082",
      summary: "Each code can only be used once. Please wait for a new code and try again.",
    });
  }
  factor.usedStep = used;
}

function wrongProof(name: "passCode" | "answer"): OktaError {
  const cause = `Your ${name.toLowerCase()} doesn't match our records. Please try again.`;
  return new OktaError({ status: 403, code: "E0000068", summary: "Invalid Passcode/Answer", causes: [cause] });
}

/** E0000107: the factor is not one that this can be done with, or not any more. */
export function notInThatState(): OktaError {
  return new OktaError({
    status: 403,
    code: "E0000107",
    summary: "The entity is not in the expected state for the requested transition.",
  });
}
