/** A way in which people sign in to an app. Real Okta has a few more. */
export type SignOnMode = "BOOKMARK" | "BASIC_AUTH" | "AUTO_LOGIN" | "SAML_2_0" | "OPENID_CONNECT";

/** The ways that the sandbox knows. */
export const SIGN_ON_MODES: readonly SignOnMode[] = [
  "BOOKMARK",
  "BASIC_AUTH",
  "AUTO_LOGIN",
  "SAML_2_0",
  "OPENID_CONNECT",
];

/** The names that mean one way to sign in each. */
export const TEMPLATES: ReadonlyMap<string, SignOnMode> = new Map([
  ["bookmark", "BOOKMARK"],
  ["template_basic_auth", "BASIC_AUTH"],
  ["oidc_client", "OPENID_CONNECT"],
]);

/** The names of the apps that Okta knows how to sign in to by SAML. Real Okta knows thousands. */
export const CATALOGUE: ReadonlySet<string> = new Set([
  "aws_console",
  "docusign",
  "githubcloud",
  "google",
  "okta_org2org",
  "pagerduty",
  "salesforce",
  "slack",
  "zendesk",
  "zoomus",
]);

/** The name that Okta gives to an app that is neither from the catalogue nor from a template. */
export function customName(orgUrl: string, label: string, count: number): string {
  const [org = ""] = new URL(orgUrl).hostname.split(".");
  return `${org}_${label.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}_${count}`;
}

/** Whether Okta made up the name. */
export function isCustom(name: string): boolean {
  return !TEMPLATES.has(name) && !CATALOGUE.has(name);
}
