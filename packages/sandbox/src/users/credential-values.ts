import { isObject } from "../api/request-body.ts";
import type { User } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";
import { findPasswordFault } from "./password.ts";

/** What a request says of a user's credentials. Undefined is what it does not say. */
export interface Credentials {
  /** In clear, where it was sent so. */
  readonly password?: string | undefined;
  /** Whether a password comes in a form that the org cannot read back: hashed, or asked of a hook. */
  readonly isForeignPassword: boolean;
  readonly recoveryQuestion?: User["recoveryQuestion"];
  readonly provider?: User["provider"];
}

const PROVIDER_TYPES = ["ACTIVE_DIRECTORY", "FEDERATION", "IMPORT", "LDAP", "OKTA", "SOCIAL"];

/**
 * Reads `credentials` for the user who has, or will have, the login. The question that they have already may be sent without its
 * answer, as it is read.
 *
 * @throws {OktaError} E0000001 for what the org's policy does not allow.
 */
export function readCredentials(credentials: unknown, login: string, known?: User["recoveryQuestion"]): Credentials {
  if (!isObject(credentials)) return { isForeignPassword: false };
  const { password, recovery_question, provider } = credentials;
  return {
    password: readPassword(password, login),
    isForeignPassword: isObject(password) && (isObject(password.hash) || isObject(password.hook)),
    recoveryQuestion: isUnchanged(recovery_question, known) ? known : readRecoveryQuestion(recovery_question),
    provider: readProvider(provider),
  };
}

function isUnchanged(sent: unknown, known: User["recoveryQuestion"]): boolean {
  if (sent === undefined || sent === null) return true;
  return isObject(sent) && sent.answer === undefined && known !== undefined && sent.question === known.question;
}

/** Reads a question and its answer; both are needed. */
export function readRecoveryQuestion(value: unknown): NonNullable<User["recoveryQuestion"]> {
  const { question, answer } = isObject(value) ? value : {};
  if (typeof question !== "string" || question.trim() === "") {
    throw validation("recovery_question", "recovery_question.question: The field cannot be left blank");
  }
  if (typeof answer !== "string" || answer.trim().length < 4) {
    throw validation("recovery_question", "The security question answer must be at least 4 characters in length");
  }
  return { question, answer };
}

function readPassword(password: unknown, login: string): string | undefined {
  if (!isObject(password) || password.value === undefined || password.value === null) return undefined;
  const value = String(password.value);
  const fault = findPasswordFault(value, login);
  if (fault) throw validation("password", `password: ${fault}`);
  return value;
}

function readProvider(provider: unknown): User["provider"] {
  if (!isObject(provider)) return undefined;
  const { type, name } = provider;
  if (typeof type !== "string" || !PROVIDER_TYPES.includes(type)) {
    throw validation("provider", "provider.type: The field is not one of the known types");
  }
  return { type, name: typeof name === "string" ? name : type };
}
