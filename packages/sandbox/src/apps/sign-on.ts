import { isObject } from "../api/request-body.ts";
import { validation } from "../org/okta-error.ts";
import type { SignOnMode } from "./catalogue.ts";
import { readOauthCredentials, readOauthSettings } from "./oauth.ts";

type Members = Record<string, unknown>;

/** What is known of an app while its definition is read. */
export interface SignOnContext {
  readonly appId: string;
  /** Whether its sign-on is described by the catalogue. */
  readonly isFromCatalogue: boolean;
  /** The key that it signs with, or its users' passwords are signed with. */
  readonly signingKeyId: string;
  readonly clientSecret: string;
  /** The password that all users share, if there is one. */
  readonly password: unknown;
}

/** What differs from one way to sign in to the next. */
interface SignOn {
  readonly settings: Members;
  readonly credentials: Members;
}

const SCHEMES: readonly unknown[] = [
  "ADMIN_SETS_CREDENTIALS",
  "EDIT_PASSWORD_ONLY",
  "EDIT_USERNAME_AND_PASSWORD",
  "EXTERNAL_PASSWORD_SYNC",
  "SHARED_USERNAME_AND_PASSWORD",
];

/** What an app of one's own must say for SAML. */
const SAML_REQUIRED = [
  "ssoAcsUrl",
  "audience",
  "recipient",
  "destination",
  "subjectNameIdTemplate",
  "subjectNameIdFormat",
  "signatureAlgorithm",
  "digestAlgorithm",
  "authnContextClassRef",
] as const;

const SAML_DEFAULTS: Members = {
  responseSigned: true,
  assertionSigned: true,
  honorForceAuthn: true,
  requestCompressed: false,
  allowMultipleAcsEndpoints: false,
  acsEndpoints: [],
  attributeStatements: [],
  inlineHooks: [],
  slo: { enabled: false },
};

const CATALOGUE_SAML_DEFAULTS: Members = {
  defaultRelayState: null,
  ssoAcsUrlOverride: null,
  audienceOverride: null,
  recipientOverride: null,
  destinationOverride: null,
  attributeStatements: [],
};

/** Reads the settings and credentials that an app of each mode must and may have. */
export const READ_SIGN_ON: Readonly<
  Record<SignOnMode, (settings: Members, credentials: Members, context: SignOnContext) => SignOn>
> = {
  BOOKMARK: () => ({ settings: {}, credentials: { signing: {} } }),
  BASIC_AUTH: readPasswordSignOn,
  BROWSER_PLUGIN: readPasswordSignOn,
  SECURE_PASSWORD_STORE: readPasswordSignOn,
  AUTO_LOGIN: (settings, credentials, context) => ({
    settings: { signOn: { redirectUrl: null, ...readUrls(settings.signOn, "loginUrl") } },
    credentials: readScheme(credentials, context),
  }),
  SAML_1_1: (_settings, _credentials, { signingKeyId }) => ({
    settings: {},
    credentials: { signing: { kid: signingKeyId } },
  }),
  WS_FEDERATION: (_settings, _credentials, { signingKeyId }) => ({
    settings: {},
    credentials: { signing: { kid: signingKeyId } },
  }),
  SAML_2_0: (settings, _credentials, { isFromCatalogue, signingKeyId }) => {
    const signOn = isObject(settings.signOn) ? settings.signOn : {};
    if (!isFromCatalogue) {
      mustHave(signOn, SAML_REQUIRED);
      readUrls(signOn, "ssoAcsUrl", "recipient", "destination");
    }
    return {
      settings: { signOn: { ...(isFromCatalogue ? CATALOGUE_SAML_DEFAULTS : SAML_DEFAULTS), ...signOn } },
      credentials: { signing: { kid: signingKeyId } },
    };
  },
  OPENID_CONNECT: (settings, credentials, { appId, signingKeyId, clientSecret }) => ({
    settings: { oauthClient: readOauthSettings(settings.oauthClient) },
    credentials: {
      signing: { kid: signingKeyId },
      oauthClient: readOauthCredentials(credentials.oauthClient, appId, clientSecret),
    },
  }),
};

/** Who enters the name and the password that an app is signed in to with. The password is never shown. */
function readScheme(credentials: Members, context: SignOnContext): Members {
  const { scheme = "EDIT_USERNAME_AND_PASSWORD", revealPassword = false, userName, password } = credentials;
  if (!SCHEMES.includes(scheme)) throw validation("scheme", `scheme: '${scheme}' is not a valid scheme.`);
  const isShared = scheme === "SHARED_USERNAME_AND_PASSWORD";
  if (isShared && !userName) throw validation("userName", "userName: The field cannot be left blank");
  const isSent = isObject(password) && typeof password.value === "string" && password.value !== "";
  return {
    scheme,
    revealPassword:
      revealPassword === true && (scheme === "EDIT_USERNAME_AND_PASSWORD" || scheme === "EDIT_PASSWORD_ONLY"),
    signing: {},
    ...(isShared && { userName }),
    ...(isShared && (isSent || isObject(context.password)) && { password: {} }),
  };
}

function readPasswordSignOn(_settings: Members, credentials: Members, context: SignOnContext): SignOn {
  return { settings: {}, credentials: readScheme(credentials, context) };
}

function readUrls(members: unknown, ...names: string[]): Members {
  const known = isObject(members) ? members : {};
  mustHave(known, names);
  for (const name of names) {
    if (!URL.canParse(String(known[name]))) throw validation(name, `${name}: The field must be a URL`);
  }
  return known;
}

function mustHave(members: Members, names: readonly string[]): void {
  const blank = names.filter((name) => typeof members[name] !== "string" || members[name] === "");
  const [first] = blank;
  if (first !== undefined) {
    throw validation(first, ...blank.map((name) => `${name}: The field cannot be left blank`));
  }
}
