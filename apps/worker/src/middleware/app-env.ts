import type { Caller } from "../callers/callers.ts";
import type { Env } from "../settings/env.ts";
import type { AuditTrail } from "./audit.ts";

/** What Hono knows of a request here. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    trail: AuditTrail;
    caller: Caller | undefined;
    /** What a setting is called for the connection in use. */
    nameSetting: ((setting: string) => string) | undefined;
  };
}
