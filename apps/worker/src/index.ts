import { createApp } from "./app.ts";
import { sendOnce } from "./connections/send-once.ts";
import { createGateways } from "./gateway/gateway.ts";
import { refreshTokens } from "./gateway/refresh-tokens.ts";
import type { Env } from "./settings/env.ts";

const gateways = createGateways(sendOnce);
const app = createApp(gateways);

export default {
  fetch: app.fetch,
  scheduled: (_, env) => refreshTokens(gateways(env)),
} satisfies ExportedHandler<Env>;
