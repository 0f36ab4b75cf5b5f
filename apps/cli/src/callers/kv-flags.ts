/** The flags of the commands that manage callers in KV. */
export const KV_FLAGS = {
  env: {
    kind: "text",
    placeholder: "NAME",
    brief: "The wrangler environment, for callers in KV",
    env: "CLOUDFLARE_ENV",
  },
  local: { kind: "switch", brief: "Use the storage of `wrangler dev`, for callers in KV" },
} as const;

/** The flag that selects KV. */
export const KV_FLAG = {
  kv: { kind: "switch", brief: "In the KV namespace CALLERS_KV: works within a minute, without a deployment" },
} as const;

/** The variables that the commands for callers in KV read. */
export const KV_ENVIRONMENT = {
  CALLERS_SIGNING_KEY: "The key that entries in KV are signed with. Otherwise that of .dev.vars",
  CALLERS_SIGNING_KEY_NEXT: "Its successor, while it is replaced: entries are signed with it",
  CLOUDFLARE_API_TOKEN:
    "With CLOUDFLARE_ACCOUNT_ID: KV is reached by Cloudflare's API. Otherwise by wrangler, which is slower",
} as const;

/** How a key in KV is handled by default: it must have an end. */
export const EXPIRES_FLAG = {
  expires: {
    kind: "text",
    placeholder: "DURATION",
    brief: "How long a key in KV is valid",
    default: "365d",
  },
} as const;
