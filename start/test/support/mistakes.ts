import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import type { RegisteredApp } from "@okta-edge/sandbox";
import type { ServeOptions } from "@okta-edge/sandbox/serve";
import { LOCAL_CALLER_KEY } from "../../../apps/worker/local/sandbox-settings.ts";
import type { FourValues } from "./own-org.ts";

/** Settings by name; undefined leaves a setting out. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** A mistake in the set-up, and what must be reported. */
export interface Mistake {
  /** What was done wrong. */
  readonly mistake: string;
  /** What the report must name: the setting to correct, or what is to be changed in Okta. */
  readonly names: string;
  /** A part of the fix. */
  readonly fix: RegExp;
  /** How the org is set up. */
  readonly org?: ServeOptions;
  /** What an admin changes in the app. */
  readonly change?: (app: RegisteredApp) => void;
  /** The settings, from the right ones. */
  readonly settings?: (right: FourValues) => Settings;
  /** What the first call reports, if it is another part of the fix; false if it works. */
  readonly call?: RegExp | false;
  /** The key that the caller sends. Default: the one of the local caller. */
  readonly key?: string;
  /** False if only the first call can show it. */
  readonly check?: false;
}

const { privateKey: encrypted } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const { privateKey: other, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
/** A key as a caller sends it. */
const CALLER_KEY = `${randomUUID()}${randomUUID()}`;
const hashOf = (key: string) => `sha256:${createHash("sha256").update(key).digest("hex")}`;
const caller = (keyHash: string, scope: string) => JSON.stringify([{ name: "ada", keyHash, scopes: [scope] }]);

/** Every mistake, in the order of the set-up. */
export const MISTAKES: readonly Mistake[] = [
  {
    mistake: "`OKTA_ORG_URL` is missing",
    names: "OKTA_ORG_URL",
    fix: /Set it to the org's URL/,
    settings: () => ({ OKTA_ORG_URL: undefined }),
  },
  {
    mistake: "`OKTA_ORG_URL` is still the value of the example",
    names: "OKTA_ORG_URL",
    fix: /example value.*Set OKTA_ORG_URL to the org's URL/s,
    settings: () => ({ OKTA_ORG_URL: "https://your-org.okta.com" }),
  },
  {
    mistake: "`OKTA_ORG_URL` is the URL of the Admin Console",
    names: "OKTA_ORG_URL",
    fix: /Set OKTA_ORG_URL to https:\/\/acme\.okta\.com\./,
    settings: () => ({ OKTA_ORG_URL: "https://acme-admin.okta.com" }),
  },
  {
    mistake: "`OKTA_ORG_URL` has a path",
    names: "OKTA_ORG_URL",
    fix: /Set OKTA_ORG_URL to https:\/\/acme\.okta\.com\./,
    settings: () => ({ OKTA_ORG_URL: "https://acme.okta.com/oauth2/default" }),
  },
  {
    mistake: "`OKTA_ORG_URL` has no scheme",
    names: "OKTA_ORG_URL",
    fix: /Set OKTA_ORG_URL to https:\/\/acme\.okta\.com\./,
    settings: () => ({ OKTA_ORG_URL: "acme.okta.com" }),
  },
  {
    mistake: "`OKTA_ORG_URL` begins with http://",
    names: "OKTA_ORG_URL",
    fix: /Set OKTA_ORG_URL to https:\/\/acme\.okta\.com\./,
    settings: () => ({ OKTA_ORG_URL: "http://acme.okta.com" }),
  },
  {
    mistake: "`OKTA_ORG_URL` has a typing error, and nothing responds there",
    names: "OKTA_ORG_URL",
    fix: /Check OKTA_ORG_URL/,
    // Nothing listens on port 9 of this machine.
    settings: () => ({ OKTA_ORG_URL: "http://127.0.0.1:9" }),
  },
  {
    mistake: "`OKTA_CLIENT_ID` is still the value of the example",
    names: "OKTA_CLIENT_ID",
    fix: /example value.*Client ID/s,
    settings: () => ({ OKTA_CLIENT_ID: "0oa..." }),
  },
  {
    mistake: "`OKTA_CLIENT_ID` is of no app in this org, or `OKTA_ORG_URL` is of another org",
    names: "OKTA_CLIENT_ID",
    fix: /OKTA_ORG_URL/,
    settings: () => ({ OKTA_CLIENT_ID: "0oa1another2app3id4" }),
  },
  {
    mistake: "The app is deactivated in Okta",
    names: "app",
    fix: /activ/i,
    change: (app) => Object.assign(app, { active: false }),
  },
  {
    mistake: "`OKTA_KEY_ID` is still the value of the example",
    names: "OKTA_KEY_ID",
    fix: /example value/,
    settings: () => ({ OKTA_KEY_ID: "..." }),
  },
  {
    mistake: "`OKTA_KEY_ID` is not a key of the app",
    names: "OKTA_KEY_ID",
    fix: /OKTA_KEY_ID.*KID/s,
    settings: () => ({ OKTA_KEY_ID: "AnotherKeyIdOfAnotherApp" }),
  },
  {
    mistake: "`OKTA_KEY_ID` is missing, and the app has two keys",
    names: "OKTA_KEY_ID",
    fix: /Set OKTA_KEY_ID/,
    org: { apps: [{ keys: 2 }] },
    settings: () => ({ OKTA_KEY_ID: undefined }),
  },
  {
    mistake: "`OKTA_PRIVATE_KEY` is missing",
    names: "OKTA_PRIVATE_KEY",
    fix: /PEM/,
    settings: () => ({ OKTA_PRIVATE_KEY: undefined }),
  },
  {
    mistake: "`OKTA_PRIVATE_KEY` is still the value of the example",
    names: "OKTA_PRIVATE_KEY",
    fix: /example value.*PEM/s,
    settings: () => ({ OKTA_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n" }),
  },
  {
    mistake: "`OKTA_PRIVATE_KEY` is the path of the key file",
    names: "OKTA_PRIVATE_KEY",
    fix: /contents of the file/,
    settings: () => ({ OKTA_PRIVATE_KEY: "./private.pem" }),
  },
  {
    mistake: "`OKTA_PRIVATE_KEY` is the public key",
    names: "OKTA_PRIVATE_KEY",
    fix: /private half/,
    settings: () => ({ OKTA_PRIVATE_KEY: publicKey }),
  },
  {
    mistake: "`OKTA_PRIVATE_KEY` is encrypted with a passphrase",
    names: "OKTA_PRIVATE_KEY",
    fix: /Remove the passphrase/,
    settings: () => ({ OKTA_PRIVATE_KEY: encrypted }),
  },
  {
    mistake: "`OKTA_PRIVATE_KEY` is truncated",
    names: "OKTA_PRIVATE_KEY",
    fix: /whole key/,
    settings: ({ OKTA_PRIVATE_KEY: key }) => ({ OKTA_PRIVATE_KEY: key.slice(0, 900) }),
  },
  {
    mistake: "`OKTA_PRIVATE_KEY` is only the first line of the key",
    names: "OKTA_PRIVATE_KEY",
    fix: /Quote the value/,
    settings: () => ({ OKTA_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----" }),
  },
  {
    mistake: "`OKTA_PRIVATE_KEY` is the key of another app",
    names: "OKTA_PRIVATE_KEY",
    fix: /OKTA_KEY_ID/,
    settings: () => ({ OKTA_PRIVATE_KEY: other }),
  },
  {
    mistake: "`OKTA_ALGORITHM` does not fit the key",
    names: "OKTA_ALGORITHM",
    fix: /Remove OKTA_ALGORITHM/,
    settings: () => ({ OKTA_ALGORITHM: "ES256" }),
  },
  {
    mistake: "`OKTA_ASSERTION_LIFETIME` is more than an hour",
    names: "OKTA_ASSERTION_LIFETIME",
    fix: /1 to 3600/,
    settings: () => ({ OKTA_ASSERTION_LIFETIME: "7200" }),
  },
  {
    mistake: "`OKTA_SCOPES` is missing",
    names: "OKTA_SCOPES",
    fix: /okta\.users\.read|Okta API Scopes/,
    settings: () => ({ OKTA_SCOPES: undefined }),
  },
  {
    mistake: "`OKTA_SCOPES` has a misspelled scope",
    names: "OKTA_SCOPES",
    fix: /Did you mean okta\.users\.read\?/,
    settings: () => ({ OKTA_SCOPES: "okta.user.read" }),
  },
  {
    mistake: "No scope is granted to the app in Okta",
    names: "OKTA_SCOPES",
    fix: /Okta API Scopes/,
    org: { apps: [{ scopes: [] }] },
  },
  {
    mistake: "One of the scopes is not granted to the app in Okta",
    names: "OKTA_SCOPES",
    fix: /not granted: okta\.users\.read.*Okta API Scopes/s,
    call: /okta\.users\.read/,
    org: { apps: [{ scopes: ["okta.groups.read"] }] },
  },
  {
    mistake: "The app has no admin role in Okta",
    names: "admin role",
    fix: /Assign an admin role/,
    call: /admin role/i,
    org: { apps: [{ roles: [] }] },
  },
  {
    mistake: "`OKTA_DPOP` is never, and the app requires DPoP",
    names: "OKTA_DPOP",
    fix: /OKTA_DPOP to auto/,
    settings: () => ({ OKTA_DPOP: "never" }),
  },
  {
    mistake: "The clock of this machine is an hour behind",
    names: "clock",
    fix: /Synchronize the system clock/,
    call: false,
    org: { now: () => Date.now() / 1000 + 3600 },
  },
  {
    mistake: "`CALLERS` is not valid JSON",
    names: "CALLERS",
    fix: /position|line|example/i,
    call: /CALLERS|key/,
    key: CALLER_KEY,
    settings: () => ({ CALLERS: "[{name: ada}]" }),
  },
  {
    mistake: "`CALLERS` has a key in place of its hash",
    names: "CALLERS",
    fix: /sha256|hash/i,
    call: /CALLERS|key/,
    key: CALLER_KEY,
    settings: () => ({ CALLERS: caller(CALLER_KEY, "okta.users.read") }),
  },
  {
    mistake: "The caller has no scope for the call",
    names: "okta.users.read",
    fix: /CALLERS|caller/,
    check: false,
    key: CALLER_KEY,
    settings: () => ({ CALLERS: caller(hashOf(CALLER_KEY), "okta.groups.read") }),
  },
  {
    mistake: "The caller sends another key",
    names: "key",
    fix: /CALLERS|key/,
    check: false,
    key: "another-key-than-the-one-in-callers",
    settings: () => ({ CALLERS: caller(hashOf(CALLER_KEY), "okta.users.read") }),
  },
  {
    mistake: "The name of a setting is misspelled (`OKTA_CLIENTID`)",
    names: "OKTA_CLIENTID",
    fix: /Did you mean OKTA_CLIENT_ID\?/,
    call: /OKTA_CLIENT_ID/,
    settings: ({ OKTA_CLIENT_ID: id }) => ({ OKTA_CLIENT_ID: undefined, OKTA_CLIENTID: id }),
  },
  {
    mistake: "`OKTA_CONNECTIONS` is not valid JSON",
    names: "OKTA_CONNECTIONS",
    fix: /JSON/,
    settings: () => ({ OKTA_CONNECTIONS: "{ eu }" }),
  },
];

/** Forms of the settings that look like mistakes, and are accepted. */
export const ACCEPTED: readonly { readonly form: string; readonly settings: (right: FourValues) => Settings }[] = [
  {
    form: "Scopes separated by commas, or by line breaks",
    settings: () => ({ OKTA_SCOPES: "okta.users.read,\nokta.groups.read" }),
  },
  {
    form: "Whitespace around a value, or a slash after the org's URL",
    settings: ({ OKTA_ORG_URL: url, OKTA_CLIENT_ID: id }) => ({
      OKTA_ORG_URL: ` ${url}/ `,
      OKTA_CLIENT_ID: ` ${id}\n`,
    }),
  },
  {
    form: "A private key on one line: with `\\n`, or with spaces in place of its line breaks",
    settings: ({ OKTA_PRIVATE_KEY: key }) => ({ OKTA_PRIVATE_KEY: key.trim().replaceAll("\n", " ") }),
  },
];

/** The key that the row's first call sends. */
export const keyOf = ({ key }: Mistake): string => key ?? LOCAL_CALLER_KEY;
