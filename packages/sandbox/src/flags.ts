import { OKTA_SCOPES } from "./oauth/okta-scopes.ts";
import { ADMIN_ROLES, type AdminRole } from "./org/roles.ts";
import type { ServeOptions } from "./serve.ts";

/** A flag of the command line, with its value as text. */
export type SandboxFlag = {
  /** One line for `--help`. */
  readonly brief: string;
  readonly default?: string;
} & (
  | { readonly kind: "text"; readonly placeholder: string }
  | { readonly kind: "choice"; readonly values: readonly string[] }
);

/** The name of a flag, in camelCase. */
export type SandboxFlagName =
  | "port"
  | "scopes"
  | "roles"
  | "dpop"
  | "keys"
  | "algorithm"
  | "status"
  | "clockOffset"
  | "users";

/** The flags of `okta-sandbox` and `okta-edge sandbox`. */
export const SANDBOX_FLAGS: Readonly<Record<SandboxFlagName, SandboxFlag>> = {
  port: { kind: "text", placeholder: "N", default: "8788", brief: "The port on 127.0.0.1; 0 for any free port" },
  scopes: {
    kind: "text",
    placeholder: "SCOPES",
    brief: "The scopes granted to the app, separated by commas or spaces; all of Okta's by default",
  },
  roles: {
    kind: "text",
    placeholder: "ROLES",
    default: "SUPER_ADMIN",
    brief: "The admin roles of the app, such as READ_ONLY_ADMIN, or none",
  },
  dpop: {
    kind: "choice",
    values: ["on", "off"],
    default: "on",
    brief: "Whether the app requires DPoP, as new apps do",
  },
  keys: { kind: "text", placeholder: "N", default: "1", brief: "The number of public keys of the app" },
  algorithm: { kind: "choice", values: ["RS256", "ES256"], default: "RS256", brief: "The kind of the keys" },
  status: { kind: "choice", values: ["active", "inactive"], default: "active", brief: "The status of the app" },
  clockOffset: {
    kind: "text",
    placeholder: "SECONDS",
    default: "0",
    brief: "How far the org's clock is ahead of this machine's; negative for behind",
  },
  users: { kind: "text", placeholder: "N", default: "64", brief: "The number of users in the org" },
};

/** The values of the flags, as they were passed. */
export type SandboxFlagValues = { readonly [Name in SandboxFlagName]?: string | undefined };

/**
 * Reads the flags of the command line.
 *
 * @throws {Error} when a value is not valid; the message names the flag.
 */
export function readSandboxFlags(values: SandboxFlagValues): ServeOptions {
  const read = (name: SandboxFlagName) => values[name] ?? SANDBOX_FLAGS[name].default ?? "";
  const number = (name: SandboxFlagName, minimum: number, maximum: number) => {
    const value = Number(read(name));
    if (/^-?\d+$/.test(read(name)) && value >= minimum && value <= maximum) return value;
    throw new Error(`${nameFlag(name)} must be a whole number from ${minimum} to ${maximum}.`);
  };
  const choice = (name: SandboxFlagName) => {
    const flag = SANDBOX_FLAGS[name];
    if (flag.kind !== "choice" || flag.values.includes(read(name))) return read(name);
    throw new Error(`${nameFlag(name)} must be ${flag.values.join(" or ")}.`);
  };
  const offset = number("clockOffset", -1_000_000, 1_000_000);
  const roles = split(read("roles"));
  return {
    port: number("port", 0, 65_535),
    users: number("users", 0, 100_000),
    now: () => Date.now() / 1000 + offset,
    apps: [
      {
        scopes: values.scopes === undefined ? undefined : split(values.scopes).map(checkScope),
        roles: roles.length === 1 && roles[0] === "none" ? [] : roles.map(checkRole),
        dpop: choice("dpop") === "on",
        keys: number("keys", 1, 10),
        algorithm: choice("algorithm"),
        active: choice("status") === "active",
      },
    ],
  };
}

/** Returns a flag's name as it is written on the command line: `clockOffset` is `--clock-offset`. */
export function nameFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, "-$&").toLowerCase()}`;
}

function split(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function checkScope(scope: string): string {
  if (OKTA_SCOPES.has(scope)) return scope;
  throw new Error(`--scopes: ${scope} is not a scope of Okta's.`);
}

function checkRole(role: string): AdminRole {
  const known = ADMIN_ROLES.find((name) => name === role);
  if (known) return known;
  throw new Error(`--roles: ${role} is not a role. The roles are ${ADMIN_ROLES.join(", ")}, or none.`);
}
