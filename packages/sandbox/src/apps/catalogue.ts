/** A way in which people sign in to an app. */
export type SignOnMode =
  | "BOOKMARK"
  | "BASIC_AUTH"
  | "AUTO_LOGIN"
  | "BROWSER_PLUGIN"
  | "SECURE_PASSWORD_STORE"
  | "SAML_1_1"
  | "SAML_2_0"
  | "WS_FEDERATION"
  | "OPENID_CONNECT";

/** The ways to sign in. */
export const SIGN_ON_MODES: readonly SignOnMode[] = [
  "BOOKMARK",
  "BASIC_AUTH",
  "AUTO_LOGIN",
  "BROWSER_PLUGIN",
  "SECURE_PASSWORD_STORE",
  "SAML_1_1",
  "SAML_2_0",
  "WS_FEDERATION",
  "OPENID_CONNECT",
];

/** What Okta knows of the apps of a name: how people sign in to them, and what their settings hold. */
export interface AppKind {
  /** The first is what is meant where none is sent. */
  readonly modes: readonly SignOnMode[];
  /** Settings that must be sent. */
  readonly required?: readonly string[];
  /** Those that must be URLs. */
  readonly urls?: readonly string[];
  /** Settings that are null unless they are sent, and those with a default of their own. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** The names that Okta has for an app of one's own that is signed in to in one way. */
export const TEMPLATES: ReadonlyMap<string, AppKind> = new Map<string, AppKind>([
  ["bookmark", { modes: ["BOOKMARK"], required: ["url"], urls: ["url"], defaults: { requestIntegration: false } }],
  [
    "template_basic_auth",
    {
      modes: ["BASIC_AUTH"],
      required: ["url", "authURL"],
      urls: ["url", "authURL"],
      defaults: { loginUrlRegex: null },
    },
  ],
  [
    "template_swa",
    {
      modes: ["BROWSER_PLUGIN"],
      required: ["url", "usernameField", "passwordField", "buttonField"],
      urls: ["url"],
      defaults: { loginUrlRegex: null, redirectUrl: null, checkbox: null },
    },
  ],
  [
    "template_swa3field",
    {
      modes: ["BROWSER_PLUGIN"],
      required: [
        "targetURL",
        "userNameSelector",
        "passwordSelector",
        "buttonSelector",
        "extraFieldSelector",
        "extraFieldValue",
      ],
      urls: ["targetURL"],
      defaults: { loginUrlRegex: null, redirectUrl: null },
    },
  ],
  [
    "template_sps",
    {
      modes: ["SECURE_PASSWORD_STORE"],
      required: ["url", "usernameField", "passwordField"],
      urls: ["url"],
      defaults: {
        optionalField1: null,
        optionalField1Value: null,
        optionalField2: null,
        optionalField2Value: null,
        optionalField3: null,
        optionalField3Value: null,
      },
    },
  ],
  [
    "template_wsfed",
    {
      modes: ["WS_FEDERATION"],
      required: [
        "audienceRestriction",
        "groupValueFormat",
        "wReplyURL",
        "nameIDFormat",
        "authnContextClassRef",
        "siteURL",
      ],
      urls: ["wReplyURL", "siteURL"],
      defaults: {
        groupName: null,
        groupFilter: null,
        realm: null,
        attributeStatements: null,
        usernameAttribute: null,
        wReplyOverride: false,
      },
    },
  ],
  ["oidc_client", { modes: ["OPENID_CONNECT"] }],
]);

const SAML_AND_PASSWORD: AppKind = { modes: ["SAML_2_0", "BROWSER_PLUGIN", "SECURE_PASSWORD_STORE"] };
const OPENID: AppKind = { modes: ["OPENID_CONNECT", "SAML_2_0", "BROWSER_PLUGIN"] };

/** Names whose settings are as they are sent. Real Okta knows thousands. */
const OTHERS = `
  active_directory adobe_cc adpworkforcenow airtable amazon_aws amazon_aws_sso asana atlassian auth0 aws_clientvpn bamboohr blackline
  boxnet canva cisco_anyconnect clickup cloudflare concur confluence coupa cornerstone databricks datadog deel deelhr docusign
  dropbox_for_business evernote expensify facebook figma freshservice github_enterprise githubcloud gitlab google
  googleworkspace grafana greenhouse hellosign hubspot jamfsoftwareserver jira_onprem jostle ldap_interface ldap_sun_one lever linkedin
  lucidchart miro monday namely netskope netsuite newrelic notion oktahelp onepassword oracle_fusion outlook pingdom
  pluralsight rippling ringcentral salesforce samanage sap_successfactors segment sendgrid sentry servicenow_ud sharefile
  slack smartsheet snowflake splunk strongdm successfactors sumologic surveymonkey tableau tableau_online teamviewer
  trello twilio udemy victorops vmware_workspace_one webex workday workplace_by_facebook yammer zendesk zoomus zscaler
`;

/** The apps that Okta knows how to sign in to. */
export const CATALOGUE: ReadonlyMap<string, AppKind> = new Map<string, AppKind>([
  ...OTHERS.trim()
    .split(/\s+/)
    .map((name): [string, AppKind] => [name, SAML_AND_PASSWORD]),
  ["active_directory", { modes: ["BROWSER_PLUGIN", "SAML_2_0"] }],
  ["applauz", OPENID],
  ["aws_console", SAML_AND_PASSWORD],
  ["deel", OPENID],
  ["strongdm", OPENID],
  [
    "office365",
    {
      modes: ["WS_FEDERATION", "SAML_2_0", "BROWSER_PLUGIN", "SECURE_PASSWORD_STORE"],
      defaults: {
        tenantType: null,
        wsFedConfigureType: null,
        occSettings: null,
        windowsTransportEnabled: false,
        domain: null,
        msftTenant: null,
        domains: [],
        office365ProvisioningType: null,
        requireAdminConsent: false,
        office365FlexibleProvisioningMode: null,
      },
    },
  ],
  [
    "okta_org2org",
    { modes: ["SAML_2_0", "BROWSER_PLUGIN"], defaults: { acsUrl: null, audRestriction: null, baseUrl: null } },
  ],
  ["pagerduty", { ...SAML_AND_PASSWORD, defaults: { adminUserId: null, baseUrl: null, subdomain: null } }],
  ["sharepoint_onpremise", { modes: ["SAML_1_1", "WS_FEDERATION"] }],
]);

/** What Okta knows of a name; undefined for one that it made up, or does not know. */
export function appKind(name: string): AppKind | undefined {
  return TEMPLATES.get(name) ?? CATALOGUE.get(name);
}

/** The name that Okta gives to an app that is neither from the catalogue nor from a template. */
export function customName(orgUrl: string, label: string, count: number): string {
  const [org = ""] = new URL(orgUrl).hostname.split(".");
  return `${org}_${label.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}_${count}`;
}

/** Whether Okta made up the name. */
export function isCustom(name: string): boolean {
  return appKind(name) === undefined;
}
