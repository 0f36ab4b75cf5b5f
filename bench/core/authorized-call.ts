import { createOktaClient } from "@okta-edge/core";
import { createServiceApp } from "../lab/service-app.ts";
import { alternate, compareTable } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";
import { speedOf } from "../src/speed-of.ts";

export const question: Question = {
  name: "core/authorized-call",
  title: "A call with a token in memory",
  method:
    "`GET /api/v1/users/{id}` of an org in the same process. The floor is a `fetch` with a ready `Authorization` header.",
  async run() {
    const { sandbox, clientId, keyId, privateKey } = await createServiceApp();
    const okta = createOktaClient({
      orgUrl: sandbox.orgUrl,
      clientId,
      keyId,
      privateKey,
      scopes: "okta.users.read",
      fetch: sandbox.fetch,
    });
    const { accessToken } = await okta.token();
    const url = `${sandbox.orgUrl}/api/v1/users/ada.lovelace`;
    const measured = await alternate(
      [
        speedOf("fetch", async () => {
          const request = new Request(url, { headers: { authorization: `Bearer ${accessToken}` } });
          return (await sandbox.fetch(request)).json();
        }),
        speedOf("@okta-edge/core", () => okta.json(url)),
      ],
      5,
    );
    return {
      tables: [
        compareTable(measured, [
          { kind: "rate", title: "calls/s" },
          { kind: "time", title: "µs" },
        ]),
      ],
    };
  },
};
