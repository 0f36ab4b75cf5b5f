import type { FlagValues } from "../command/flags.ts";
import { KEY_KINDS } from "../keys/generate.ts";

/** The flags of `init`. */
export const INIT_FLAGS = {
  orgUrl: { kind: "text", placeholder: "URL", brief: "The org's URL, without -admin", env: "OKTA_ORG_URL" },
  clientId: { kind: "text", placeholder: "ID", brief: "The client ID of the API Services app", env: "OKTA_CLIENT_ID" },
  keyFile: { kind: "text", placeholder: "FILE", brief: "The private key: PEM or JWK" },
  newKey: { kind: "choice", values: KEY_KINDS, brief: "Make a new key pair instead, and print its public JWK" },
  keyId: {
    kind: "text",
    placeholder: "KID",
    brief: "The KID that Okta shows beside the public key",
    env: "OKTA_KEY_ID",
  },
  scopes: {
    kind: "text",
    placeholder: "SCOPES",
    brief: "The scopes that the app has been granted",
    env: "OKTA_SCOPES",
  },
  caller: { kind: "text", placeholder: "NAME", brief: "The first caller of the Worker" },
  callerScopes: {
    kind: "text",
    placeholder: "SCOPES",
    brief: "What the first caller may do; by default all of the scopes",
  },
  name: { kind: "text", placeholder: "NAME", brief: "The Worker's name at Cloudflare; by default the folder's" },
  check: {
    kind: "choice",
    values: ["strict", "report", "off"],
    brief: "Whether a connection that does not work stops init, is reported, or is not tried",
    default: "strict",
  },
  yes: { kind: "switch", brief: "Ask nothing: every answer comes from flags and the environment" },
  force: { kind: "switch", brief: "Write into a folder that is not empty, over files of the same names" },
} as const;

/** The values of the flags of `init`. */
export type InitFlags = FlagValues<typeof INIT_FLAGS>;
