import type { Factor } from "../../src/org/model.ts";
import { type Answer, call } from "./client.ts";
import type { TestOrg } from "./org.ts";

export const SMS = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+14155550123" } };
export const CALL = { ...SMS, factorType: "call" };
export const EMAIL = { factorType: "email", provider: "OKTA" };
export const TOTP = { factorType: "token:software:totp", provider: "GOOGLE" };
export const PUSH = { factorType: "push", provider: "OKTA" };
export const QUESTION = {
  factorType: "question",
  provider: "OKTA",
  profile: { question: "favorite_toy", answer: "A kite" },
};

/** E0000068, whose cause says what did not match. */
export const WRONG_CODE = [403, "E0000068", "Invalid Passcode/Answer"] as const;
export const NO_MATCH = "Your passcode doesn't match our records. Please try again.";
export const WRONG_STATE = [
  403,
  "E0000107",
  "The entity is not in the expected state for the requested transition.",
] as const;
export const TOO_LATE = [403, "E0000083", "PassCode is valid but exceeded time window."] as const;
export const blank = (name: string) => [400, "E0000001", `Api validation failed: ${name}`] as const;

/** A code of six digits, but another one. */
export const wrong = (code = "") => `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`;

/** What can be done with the factors of one user. */
export function factorCalls(org: TestOrg, token: string, userId: string) {
  const path = `/api/v1/users/${userId}/factors`;
  const post = (factor: Factor, step: string, body?: object) =>
    call(org, token, `${path}/${factor.id}/${step}`, "POST", { body });
  return {
    path,
    list: (): Promise<Answer> => call(org, token, path),
    activate: (factor: Factor, body?: object) => post(factor, "lifecycle/activate", body),
    resend: (factor: Factor, body: object) => post(factor, "resend", body),
    verify: (factor: Factor, body?: object) => post(factor, "verify", body),
    remove: (factor: Factor, query = "") => call(org, token, `${path}/${factor.id}${query}`, "DELETE"),
    /** Enrolls a factor, and gives it as the org keeps it. */
    async enroll(body: object, query = ""): Promise<Factor> {
      const answer = await call(org, token, path + query, "POST", { body });
      const factor = org.sandbox.store.factors.get(answer.body.id);
      if (!factor) throw new Error(answer.text);
      return factor;
    },
  };
}
