// A sandbox of a number of users, in a process of its own. Sends to its parent where it is and how to call it.
import { serve } from "@okta-edge/sandbox/serve";

const { url, sandbox } = await serve({
  port: 0,
  users: Number(process.argv[2]),
  rateLimits: false,
  apps: [{ dpop: false }],
});
const [app] = sandbox.apps;
process.send?.({ url, clientId: app?.clientId, keyId: app?.keyId, privateKey: app?.privateKey });
process.on("disconnect", () => process.exit());
