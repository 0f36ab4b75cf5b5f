// The first page of users with @okta-edge/core.
import { createOktaClient } from "@okta-edge/core";

const okta = createOktaClient({ ...JSON.parse(process.env.SETTINGS), scopes: ["okta.users.read"] });
const users = await okta.json("/api/v1/users?limit=200");
console.log(`${users.length} ${process.cpuUsage().user + process.cpuUsage().system}`);
