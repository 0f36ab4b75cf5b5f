import { homedir } from "node:os";
import { resolve } from "node:path";
import { oktaScopes } from "@okta-edge/core/scopes";
import { parseScopesFlag } from "../command/scopes-value.ts";
import { reportError } from "../errors.ts";
import { KEY_KINDS, type KeyKind } from "../keys/generate.ts";
import { describePublicKey, readPublicKey } from "../keys/public-key.ts";
import type { Session } from "../session.ts";
import type { ConnectionAnswers } from "./answers.ts";
import { checkOrg } from "./check-answers.ts";
import type { InitFlags } from "./flags.ts";
import { type ChosenKey, makeKey, readChosenKey, readKeyFile } from "./key-choice.ts";
import { nameInQuestions } from "./option-names.ts";
import { validateAnswer } from "./validate-answer.ts";

const OTHERWISE = "Pass --yes with a flag for each answer; see `okta-edge init --help`.";

/** Asks for the connection, and checks each answer at once. Flags, and earlier answers, are what the questions begin with. */
export async function askConnection(
  session: Session,
  flags: InitFlags,
  earlier: ConnectionAnswers | undefined,
): Promise<ConnectionAnswers> {
  const { prompts } = session;
  const wanted = flags.scopes === undefined ? undefined : parseScopesFlag(flags.scopes, "--scopes");
  const orgUrl = await askOrgUrl(session, earlier?.orgUrl ?? flags.orgUrl, flags.check === "off");
  const clientId = await prompts.text({
    message: "Client ID of the API Services app (General › Client Credentials)",
    initial: earlier?.clientId ?? flags.clientId,
    placeholder: "0oa…",
    otherwise: OTHERWISE,
    validate: (answer) => validateAnswer("clientId", answer, nameInQuestions),
  });
  const key = await askKey(session, flags, earlier);
  const keyId = await prompts.text({
    message: key.isNewKey ? "KID of the key, as Okta shows it" : "KID that Okta shows beside the public key",
    initial: earlier?.keyId ?? flags.keyId ?? key.keyId,
    otherwise: OTHERWISE,
    validate: (answer) => (answer === "" ? undefined : validateAnswer("keyId", answer, nameInQuestions)),
  });
  const scopes = await prompts.search({
    message: "Scopes that the app has been granted (Okta API Scopes)",
    // Okta adds scopes: one that is not in the list may be right.
    choices: [...new Set([...oktaScopes, ...(wanted ?? [])])].map((value) => ({ value })),
    initial: earlier?.scopes ?? wanted ?? [],
    otherwise: OTHERWISE,
  });
  return { orgUrl, clientId, keyId: keyId || undefined, privateKey: key.privateKey, isNewKey: key.isNewKey, scopes };
}

/** Asks until the org can be reached, or the reader wants to go on without it. */
async function askOrgUrl(session: Session, initial: string | undefined, isOffline: boolean): Promise<string> {
  const { prompts, progress } = session;
  const answer = await prompts.text({
    message: "URL of your Okta org",
    initial,
    placeholder: "https://example.okta.com",
    otherwise: OTHERWISE,
    validate: (text) => validateAnswer("orgUrl", text, nameInQuestions),
  });
  const orgUrl = new URL(answer).origin;
  if (isOffline) return orgUrl;
  const org = await progress.wait(`Asking ${orgUrl}`, () => checkOrg(orgUrl, nameInQuestions));
  if (org?.status !== "failed") {
    session.note(`✔ ${org?.detail}`);
    return orgUrl;
  }
  session.note(`✖ ${org.detail} ${org.hint ?? ""}`);
  const next = await prompts.select({
    message: "What now?",
    choices: [
      { value: "correct", label: "Correct the URL, or try it again" },
      { value: "continue", label: "Go on without checking", hint: "offline" },
    ],
    otherwise: OTHERWISE,
  });
  return next === "continue" ? orgUrl : askOrgUrl(session, answer, false);
}

async function askKey(session: Session, flags: InitFlags, earlier: ConnectionAnswers | undefined): Promise<ChosenKey> {
  const { prompts, folder, env } = session;
  if (earlier?.isNewKey) return { privateKey: earlier.privateKey, isNewKey: true, keyId: earlier.keyId };
  const chosen = earlier ? undefined : await readChosenKey(flags, folder, env);
  if (chosen) return announce(session, chosen);
  const kind = await prompts.select({
    message: "Private key of the app",
    choices: [
      ...(earlier ? [{ value: "keep", label: "Keep the key that I gave" }] : []),
      { value: "file", label: "I have it in a file", hint: "PEM or JWK" },
      { value: KEY_KINDS[0], label: "Make a new key pair", hint: "RSA; Okta gets the public key" },
      { value: KEY_KINDS[1], label: "Make a new key pair", hint: "EC on P-256; Okta gets the public key" },
    ],
    otherwise: OTHERWISE,
  });
  if (kind === "keep" && earlier) return { privateKey: earlier.privateKey, isNewKey: false, keyId: earlier.keyId };
  if (kind !== "file") return announce(session, await makeKey(kind as KeyKind));
  const path = await prompts.text({
    message: "File with the private key",
    placeholder: "private-key.pem",
    otherwise: OTHERWISE,
    validate: (answer) =>
      readKeyFile(resolvePath(folder, answer)).then(
        () => undefined,
        (error) => describeError(error),
      ),
  });
  return readKeyFile(resolvePath(folder, path));
}

/** Shows a new key's public half, and waits until Okta has it. */
async function announce(session: Session, key: ChosenKey): Promise<ChosenKey> {
  if (!key.isNewKey) return key;
  session.note(`\n${describePublicKey(await readPublicKey(key.privateKey))}\n`);
  await session.prompts.text({
    message: "Add this public key to the app in Okta and save it there. Then press Enter.",
    otherwise: OTHERWISE,
  });
  return key;
}

function resolvePath(folder: string, path: string): string {
  return resolve(folder, path.replace(/^~(?=[/\\])/, homedir()));
}

function describeError(error: unknown): string {
  const { message, hint } = reportError(error);
  return [message, hint].filter(Boolean).join(" ");
}
