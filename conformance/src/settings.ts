import type { SigningAlgorithm } from "@okta-edge/core";

/** The apps that the org knows, by what each is for. The first ones demand no DPoP, and have a key of each kind. */
export const APP_OPTIONS = {
  rsa: { dpop: false },
  p256: { dpop: false, algorithm: "ES256" },
  p384: { dpop: false, algorithm: "ES384" },
  p521: { dpop: false, algorithm: "ES512" },
  /** As Okta makes them: DPoP demanded. */
  dpop: { algorithm: "ES256" },
  /** Whose tokens hold one scope, whatever is asked for. */
  narrow: { algorithm: "ES256", scopes: ["okta.groups.read"] },
  /** With every scope and no admin role, as a new app of a real org. */
  roleless: { algorithm: "ES256", roles: [] },
  twoKeys: { algorithm: "ES256", keys: 2 },
} as const;

/** The name of an app. */
export type AppName = keyof typeof APP_OPTIONS;

/** An app, and the key to call as it. */
export interface App {
  readonly clientId: string;
  readonly keyId: string;
  /** PKCS#8 PEM. */
  readonly privateKey: string;
}

/** One key, in one of the forms that people paste, and how an org gets to know its public half. */
export interface KeyForm {
  readonly app: AppName;
  readonly input: string | JsonWebKey;
  readonly algorithm: SigningAlgorithm;
  /** RFC 7638, as Node's own crypto and not the library found it. */
  readonly thumbprint: string;
}

/** All that the suite receives: plain data, made at run time, so that it can be handed to any runtime. */
export interface Settings {
  /** The org's URL: a sandbox that is served on loopback. */
  readonly orgUrl: string;
  readonly apps: Readonly<Record<AppName, App>>;
  /** By the names that `suite/keys.ts` has for them. */
  readonly keyForms: Readonly<Record<string, KeyForm>>;
  /** The same. */
  readonly refusedKeys: Readonly<Record<string, string>>;
}
