import type { Org } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import type { App } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import {
  type AppKind,
  appKind,
  CATALOGUE,
  customName,
  isCustom,
  SIGN_ON_MODES,
  type SignOnMode,
  TEMPLATES,
} from "./catalogue.ts";
import { READ_SIGN_ON, type SignOnContext } from "./sign-on.ts";

const LONGEST_LABEL = 100;
const NO_VPN = { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } };
const USER_NAME = { template: `\${source.login}`, type: "BUILT_IN" };

/**
 * Reads what an app is made or replaced with, and adds what Okta adds. What is null is as if it had not been sent.
 *
 * @param self - The app that it is for; of one that is to be made, its ID alone.
 * @throws {OktaError} E0000001 for what no app can be, E0000007 for a name that the catalogue does not have.
 */
export function readAppDefinition(
  body: Record<string, unknown>,
  org: Org,
  self: Pick<App, "id"> & Partial<App>,
): App["definition"] {
  const { label, accessibility, visibility, profile, features, ...sent } = withoutNulls(body);
  const before = self.definition;
  if (typeof label !== "string" || label.trim() === "") {
    throw validation("label", "label: The field cannot be left blank");
  }
  if (label.length > LONGEST_LABEL) throw validation("label", "label: The field is too long");
  const signOnMode = readSignOnMode(sent, before);
  const name = readName(sent.name, signOnMode, before) ?? makeName(label, org);
  const kind = appKind(name);
  const settings = isObject(sent.settings) ? sent.settings : {};
  const credentials = isObject(sent.credentials) ? sent.credentials : {};
  const signOn = READ_SIGN_ON[signOnMode](settings, credentials, contextOf(self, name, org));
  const isHidden = signOnMode === "OPENID_CONNECT";
  return {
    name,
    label,
    signOnMode,
    accessibility: {
      selfService: false,
      errorRedirectUrl: null,
      loginRedirectUrl: null,
      ...(isObject(accessibility) && accessibility),
    },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: isHidden, web: isHidden },
      appLinks: { [isCustom(name) || isHidden ? `${name}_link` : "login"]: true },
      ...(isObject(visibility) && visibility),
    },
    credentials: {
      userNameTemplate: readUserNameTemplate(credentials.userNameTemplate),
      ...signOn.credentials,
    },
    settings: {
      notifications: NO_VPN,
      manualProvisioning: false,
      implicitAssignment: false,
      emOptInStatus: "NONE",
      ...settings,
      notes: { admin: null, enduser: null, ...(isObject(settings.notes) && settings.notes) },
      ...signOn.settings,
      app: { ...kind?.defaults, ...readAppSettings(settings.app, kind, before) },
    },
    ...(Array.isArray(features) && { features }),
    ...(isObject(profile) && { profile }),
  };
}

function readSignOnMode({ name, signOnMode }: Record<string, unknown>, before: App["definition"] | undefined) {
  const kind = typeof name === "string" ? appKind(name) : undefined;
  // An app of the catalogue has no sign-in page of its own: to sign in to it by itself is to use the plugin.
  const sent = signOnMode === "AUTO_LOGIN" && kind?.modes.includes("BROWSER_PLUGIN") ? "BROWSER_PLUGIN" : signOnMode;
  const mode = sent ?? before?.signOnMode ?? kind?.modes[0];
  if (mode === undefined) throw validation("signOnMode", "signOnMode: The field cannot be left blank");
  if (!isSignOnMode(mode)) throw validation("signOnMode", `signOnMode: '${mode}' is not a sign-on mode of this org.`);
  if (before && before.signOnMode !== mode && !CATALOGUE.has(before.name)) {
    throw validation("signOnMode", "signOnMode: The sign-on mode of an app cannot be changed.");
  }
  return mode;
}

/** Undefined for an app that Okta is to make up a name for. */
function readName(name: unknown, mode: SignOnMode, before: App["definition"] | undefined): string | undefined {
  if (before) {
    if (name === undefined || name === before.name) return before.name;
    throw validation("name", "name: The name of an app cannot be changed.");
  }
  if (name === undefined) {
    if (![...TEMPLATES.values()].some(({ modes }) => modes.includes(mode))) return undefined;
    throw validation("name", "name: The field cannot be left blank");
  }
  const kind = appKind(String(name));
  if (!kind) throw notFound(String(name), "App");
  if (kind.modes.includes(mode)) return String(name);
  throw validation("signOnMode", `signOnMode: '${mode}' is not a sign-on mode of '${name}'.`);
}

/** What a kind of app must and may say of itself. An app keeps what a replacement does not say, if it may not be left out. */
function readAppSettings(sent: unknown, kind: AppKind | undefined, before: App["definition"] | undefined) {
  const { required = [], urls = [] } = kind ?? {};
  const settings: Record<string, unknown> = isObject(sent) ? sent : {};
  const blank = required.filter((name) => typeof settings[name] !== "string" || settings[name] === "");
  const [first] = before && Object.keys(settings).length === 0 ? [] : blank;
  if (first !== undefined) throw validation(first, ...blank.map((name) => `${name}: The field cannot be left blank`));
  for (const name of urls) {
    if (!blank.includes(name) && !URL.canParse(String(settings[name])))
      throw validation(name, `${name}: The field must be a URL`);
  }
  if (before && Object.keys(settings).length === 0 && isObject(before.settings)) return before.settings.app as object;
  // An empty text is as good as none.
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value === "" ? null : value]));
}

function readUserNameTemplate(sent: unknown): Record<string, unknown> {
  const template = { ...USER_NAME, ...(isObject(sent) && sent) };
  return template.type === "CUSTOM" ? { pushStatus: "DONT_PUSH", ...template } : template;
}

function makeName(label: string, { orgUrl, store }: Org): string {
  const names = new Set([...store.apps.values()].map(({ definition }) => definition.name));
  for (let count = store.apps.size + 1; ; count++) {
    const name = customName(orgUrl, label, count);
    if (!names.has(name)) return name;
  }
}

/** What an app keeps when it is replaced: its key and its secret. */
function contextOf({ id, definition }: Pick<App, "id"> & Partial<App>, name: string, { random }: Org): SignOnContext {
  const { signing, oauthClient } = isObject(definition?.credentials) ? definition.credentials : {};
  const kept = (members: unknown, member: string) => (isObject(members) ? members[member] : undefined);
  return {
    appId: id,
    isFromCatalogue: CATALOGUE.has(name),
    password: kept(definition?.credentials, "password"),
    signingKeyId: String(kept(signing, "kid") ?? oktaId("", random) + oktaId("", random)),
    clientSecret: String(kept(oauthClient, "client_secret") ?? oktaId("", random) + oktaId("", random)),
  };
}

function isSignOnMode(mode: unknown): mode is SignOnMode {
  return SIGN_ON_MODES.some((known) => known === mode);
}

function withoutNulls(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, isObject(value) ? withoutNulls(value) : value]),
  );
}
