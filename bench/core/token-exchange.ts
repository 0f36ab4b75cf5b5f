import { createOktaClient } from "@okta-edge/core";
import { importPKCS8 } from "jose";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { createServiceApp } from "../lab/service-app.ts";
import { alternate, compareTable, shareOf } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";
import { speedOf } from "../src/speed-of.ts";

/** A signature takes a third of an exchange, and its time varies. */
const ROUNDS = 15;

export const question: Question = {
  name: "core/token-exchange",
  title: "A token exchange",
  method:
    "One Bearer token, from an org in the same process. The floor is oauth4webapi; okta-edge makes a new client for each token.",
  async run() {
    const { sandbox, clientId, keyId, pem, privateKey, audience } = await createServiceApp();
    const scope = "okta.users.read";
    const key = { key: await importPKCS8(pem, "RS256"), kid: keyId };
    const toSandbox = (url: string, init: object) => sandbox.fetch(new Request(url, init as RequestInit));

    const server: oauth.AuthorizationServer = { issuer: sandbox.orgUrl, token_endpoint: audience };
    const clientAuth = oauth.PrivateKeyJwt(key, {
      [oauth.modifyAssertion]: (_, payload) => void Object.assign(payload, { aud: audience }),
    });
    const configuration = new openid.Configuration(
      { ...server },
      clientId,
      undefined,
      openid.PrivateKeyJwt(key, {
        [openid.modifyAssertion]: (_, payload) => void Object.assign(payload, { aud: audience }),
      }),
    );
    configuration[openid.customFetch] = toSandbox;

    const measured = await alternate(
      [
        speedOf("oauth4webapi", async () => {
          const response = await oauth.clientCredentialsGrantRequest(
            server,
            { client_id: clientId },
            clientAuth,
            { scope },
            { [oauth.customFetch]: toSandbox },
          );
          return oauth.processClientCredentialsResponse(server, { client_id: clientId }, response);
        }),
        speedOf("@okta-edge/core", () =>
          createOktaClient({
            orgUrl: sandbox.orgUrl,
            clientId,
            keyId,
            privateKey,
            scopes: scope,
            dpop: "never",
            fetch: sandbox.fetch,
          }).token(),
        ),
        speedOf("openid-client", () => openid.clientCredentialsGrant(configuration, { scope })),
      ],
      ROUNDS,
    );
    const [floor, core] = measured;
    return {
      tables: [
        compareTable(measured, [
          { kind: "time", title: "µs" },
          { kind: "rate", title: "exchanges/s" },
        ]),
      ],
      outcomes: core
        ? [
            {
              work: "one exchange, new client, time against oauth4webapi",
              after: shareOf(core, floor, "time"),
              target: "≤ 1.00",
              unit: "",
            },
          ]
        : [],
    };
  },
};
