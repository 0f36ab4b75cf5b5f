import type { CallerEntry } from "../callers/caller-entry.ts";

/** The connection to Okta that `init` sets up. */
export interface ConnectionAnswers {
  readonly orgUrl: string;
  readonly clientId: string;
  /** Undefined where the app has one key, and its KID is not known. */
  readonly keyId: string | undefined;
  /** PEM, or a JWK as JSON. */
  readonly privateKey: string;
  /** Whether `init` made the key, so that Okta may not know it yet. */
  readonly isNewKey: boolean;
  readonly scopes: readonly string[];
}

/** Everything that a new project is made of. */
export interface InitAnswers {
  readonly connection: ConnectionAnswers;
  readonly caller: CallerEntry;
  /** The Worker's name at Cloudflare. */
  readonly workerName: string;
}
