import { createApp } from "./app.ts";
import type { Env } from "./env.ts";
import { createGateways } from "./gateway.ts";
import { refreshTokens } from "./refresh-tokens.ts";
import { sendOnce } from "./send-once.ts";

const gateways = createGateways(sendOnce);
const app = createApp(gateways);

export default {
  fetch: app.fetch,
  scheduled: (_, env) => refreshTokens(gateways(env)),
} satisfies ExportedHandler<Env>;
