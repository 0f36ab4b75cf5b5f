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

/** Reads the settings and credentials that an app of each mode must and may have. */
export const READ_SIGN_ON: Readonly<
  Record<SignOnMode, (settings: Members, credentials: Members, context: SignOnContext) => SignOn>
> = {
  BOOKMARK: (settings) => ({
    settings: { app: { requestIntegration: false, ...readUrls(settings.app, "url") } },
    credentials: { signing: {} },
  }),
  BASIC_AUTH: (settings, credentials) => ({
    settings: { app: readUrls(settings.app, "url", "authURL") },
    credentials: readScheme(credentials),
  }),
  AUTO_LOGIN: (settings, credentials) => ({
    settings: { signOn: readUrls(settings.signOn, "loginUrl") },
    credentials: readScheme(credentials),
  }),
  SAML_2_0: (settings, _credentials, { isFromCatalogue, signingKeyId }) => {
    const signOn = isObject(settings.signOn) ? settings.signOn : {};
    if (!isFromCatalogue) {
      mustHave(signOn, SAML_REQUIRED);
      readUrls(signOn, "ssoAcsUrl", "recipient", "destination");
    }
    return {
      settings: { signOn: { ...SAML_DEFAULTS, ...signOn } },
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
function readScheme({ scheme = "EDIT_USERNAME_AND_PASSWORD", revealPassword = false, userName }: Members): Members {
  if (!SCHEMES.includes(scheme)) throw validation("scheme", `scheme: '${scheme}' is not a valid scheme.`);
  return { scheme, revealPassword: revealPassword === true, signing: {}, ...(userName ? { userName } : {}) };
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
