import type { App } from "../../org/model.ts";
import { type OktaError, validation } from "../../org/okta-error.ts";

/** The apps that Okta can provision users to. */
const PROVISIONED = new Set([
  "office365",
  "okta_org2org",
  "google",
  "googleworkspace",
  "slack",
  "zoomus",
  "zendesk",
  "salesforce",
]);

export const isProvisioned = ({ definition }: App): boolean => PROVISIONED.has(definition.name);

export function notProvisioned(): OktaError {
  return validation("app", "Provisioning is not supported.");
}
