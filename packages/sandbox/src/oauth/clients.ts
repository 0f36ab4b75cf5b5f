import { oktaId } from "../org/random.ts";
import type { AdminRole } from "../org/roles.ts";
import { type KeyPair, makeKeyPair } from "./keys.ts";
import { OKTA_SCOPES } from "./okta-scopes.ts";

/** An API Services app to be registered with the sandbox. */
export interface SandboxAppOptions {
  /**
   * Its Client ID.
   *
   * @defaultValue an ID made from the seed
   */
  readonly clientId?: string | undefined;
  /**
   * The scopes granted to it.
   *
   * @defaultValue all that Okta knows
   */
  readonly scopes?: readonly string[] | undefined;
  /**
   * Whether it must prove possession of a key (DPoP), as new Okta apps must.
   *
   * @defaultValue true
   */
  readonly dpop?: boolean | undefined;
  /**
   * Its admin roles. A new app of a real org has none.
   *
   * @defaultValue Super Administrator
   */
  readonly roles?: readonly AdminRole[] | undefined;
  /**
   * How many key pairs it has.
   *
   * @defaultValue 1
   */
  readonly keys?: number | undefined;
  /**
   * The kind of its keys.
   *
   * @defaultValue RS256
   */
  readonly algorithm?: string | undefined;
  /**
   * Whether the app is active.
   *
   * @defaultValue true
   */
  readonly active?: boolean | undefined;
}

/** A registered app, with the private keys that a real org would never show. */
export interface SandboxApp {
  /** Its Client ID. */
  readonly clientId: string;
  /** The scopes granted to it. */
  readonly scopes: readonly string[];
  /** Whether it must prove possession of a key (DPoP). */
  readonly dpop: boolean;
  /** Its admin roles. */
  readonly roles: readonly AdminRole[];
  /** The first key's KID. */
  readonly keyId: string;
  /** The first key as PKCS#8 PEM. */
  readonly privateKey: string;
  /** All its keys: KID, and PKCS#8 PEM. */
  readonly keys: readonly { readonly keyId: string; readonly privateKey: string }[];
}

/** What the org itself keeps of an app. It changes when an admin changes the app. */
export interface RegisteredApp {
  /** Its Client ID. */
  readonly clientId: string;
  /** The scopes granted to it. */
  scopes: readonly string[];
  /** Whether it must prove possession of a key (DPoP). */
  dpop: boolean;
  /** Its admin roles. */
  roles: readonly AdminRole[];
  /** Whether the app is active. */
  active: boolean;
  /** The public keys that it may sign with. */
  keys: readonly KeyPair[];
}

/** Registers an app: makes its keys. */
export async function registerApp(options: SandboxAppOptions, random: () => number): Promise<RegisteredApp> {
  const { scopes = [...OKTA_SCOPES], dpop = true, roles = ["SUPER_ADMIN"], keys = 1, algorithm = "RS256" } = options;
  return {
    clientId: options.clientId ?? oktaId("0oa", random),
    scopes,
    dpop,
    roles,
    active: options.active ?? true,
    keys: await Promise.all(Array.from({ length: keys }, () => makeKeyPair(algorithm))),
  };
}

/** What a test or a start script needs of an app to call as it. */
export function describeApp({ clientId, scopes, dpop, roles, keys }: RegisteredApp): SandboxApp {
  const described = keys.map(({ keyId, privateKey }) => ({ keyId, privateKey }));
  const { keyId, privateKey } = described[0] ?? { keyId: "", privateKey: "" };
  return { clientId, scopes, dpop, roles, keyId, privateKey, keys: described };
}
