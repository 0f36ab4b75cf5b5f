import type { NameOption } from "@okta-edge/core";
import { type CheckReport, type CheckStep, checkConnection } from "@okta-edge/core/check";
import type { ConnectionAnswers } from "./answers.ts";

/** Checks a connection against its org, before anything is written. */
export function checkAnswers(
  { orgUrl, clientId, keyId, privateKey, scopes }: ConnectionAnswers,
  nameOption: NameOption,
): Promise<CheckReport> {
  return checkConnection({ orgUrl, clientId, keyId, privateKey, scopes }, { nameOption });
}

/** Checks whether an org can be reached. It sends no credentials. */
export async function checkOrg(orgUrl: string, nameOption: NameOption): Promise<CheckStep | undefined> {
  // Without a private key, the check ends after the org.
  const options = { orgUrl, clientId: "0oa1", privateKey: "", scopes: ["okta.users.read"] };
  const { steps } = await checkConnection(options, { nameOption });
  return steps.find(({ step }) => step === "org");
}
