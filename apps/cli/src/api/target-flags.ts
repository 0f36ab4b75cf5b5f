import { KEY_VARIABLE } from "../worker/caller-key.ts";

/** The flags that say what is called. */
export const TARGET_FLAGS = {
  url: {
    kind: "text",
    placeholder: "URL",
    env: "OKTA_EDGE_URL",
    brief: "Call through the Worker at this URL, instead of Okta with the private key",
  },
  connection: { kind: "text", placeholder: "NAME", brief: "The connection to use, instead of the default one" },
  env: {
    kind: "text",
    placeholder: "NAME",
    env: "CLOUDFLARE_ENV",
    brief: "The wrangler environment whose settings are read",
  },
} as const;

/** What the flags of {@link TARGET_FLAGS} read beside themselves. */
export const TARGET_ENVIRONMENT: Readonly<Record<string, string>> = {
  [KEY_VARIABLE]: "The key of a caller, with --url. Without it, a terminal asks for it",
  OKTA_EDGE_URL: "As --url",
};

/** The values of {@link TARGET_FLAGS}. */
export interface TargetChoice {
  readonly url: string | undefined;
  readonly connection: string | undefined;
  readonly env: string | undefined;
}
