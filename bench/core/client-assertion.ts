import { createClientAssertion } from "@okta-edge/core";
import { importPKCS8, SignJWT } from "jose";
import { createServiceApp } from "../lab/service-app.ts";
import { alternate, compareTable, shareOf } from "../src/alternate.ts";
import type { Question } from "../src/question.ts";
import { speedOf } from "../src/speed-of.ts";

export const question: Question = {
  name: "core/client-assertion",
  title: "A client assertion",
  method: "RS256 with 2,048 bits. The floor is the signature alone.",
  async run() {
    const { clientId, keyId, pem, privateKey, audience } = await createServiceApp();
    const key = await importPKCS8(pem, "RS256");
    const data = new Uint8Array(300);
    const measured = await alternate(
      [
        speedOf("crypto.subtle.sign", () => crypto.subtle.sign("RSASSA-PKCS1-v1_5", key, data)),
        speedOf("@okta-edge/core", () => createClientAssertion({ clientId, keyId, privateKey, audience })),
        speedOf("jose", () =>
          new SignJWT({ iss: clientId, sub: clientId, aud: audience, jti: crypto.randomUUID() })
            .setProtectedHeader({ alg: "RS256", kid: keyId })
            .setIssuedAt()
            .setExpirationTime("5m")
            .sign(key),
        ),
      ],
      5,
    );
    const [floor, core] = measured;
    return {
      tables: [
        compareTable(measured, [
          { kind: "rate", title: "calls/s" },
          { kind: "time", title: "µs" },
        ]),
      ],
      outcomes: core
        ? [
            {
              work: "client assertion, share of the raw signature's speed",
              after: shareOf(core, floor, "rate"),
              target: "≥ 0.95",
              unit: "",
            },
          ]
        : [],
    };
  },
};
