import type { Call, Operation } from "../../api/operation.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import type { App } from "../../org/model.ts";
import { validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { app, ONE, own, READ } from "./access.ts";
import { oauthClientOf } from "./oauth-client.ts";

const secrets: Collection = defineCollection({
  key: "appSecrets",
  path: `${ONE}/credentials/secrets`,
  param: "secretId",
  kind: "OAuth2ClientSecret",
  idPrefix: "ocs",
  scope: "okta.apps",
  resource: "apps",
  bucket: "apps",
  parent: app,
  created: 201,
  operations: ["create", "get", "delete"],
  fields: { client_secret: { type: "string", min: 14, max: 100 } },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  check({ client_secret }, { call, parentKey }) {
    ensureSecret(call, own(call));
    if (secrets.all(call.org.store, parentKey).length >= 2)
      throw validation("secrets", "secrets: An app can have two secrets at most");
    const secret = client_secret ?? oktaId("", call.org.random) + oktaId("", call.org.random);
    return { client_secret: secret, secret_hash: btoa(String(secret)).slice(0, 22) };
  },
  links: ({ status }, self) => ({
    ...(status === "INACTIVE" && { delete: { href: self, hints: { allow: ["DELETE"] } } }),
  }),
  checkDelete({ status }) {
    if (status === "ACTIVE") throw validation("status", "status: An active secret cannot be deleted");
  },
});

/** The secret that an app was made with is one of its secrets. */
function ensureSecret(call: Call, one: App): void {
  const { client_secret } = oauthClientOf(one);
  if (typeof client_secret !== "string" || secrets.all(call.org.store, one.id).length > 0) return;
  secrets.put(
    call.org.store,
    {
      id: `ocs${one.id.slice(3)}`,
      created: one.created,
      lastUpdated: one.created,
      status: "ACTIVE",
      client_secret,
      secret_hash: btoa(client_secret).slice(0, 22),
    },
    one.id,
  );
}

export const secretOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/secrets`,
    handle(call) {
      const one = own(call);
      ensureSecret(call, one);
      return Response.json(secrets.all(call.org.store, one.id).map((secret) => secrets.show(secret, call)));
    },
  },
  ...secrets.operations.map(
    (operation): Operation => ({
      ...operation,
      handle(call) {
        ensureSecret(call, own(call));
        return operation.handle(call);
      },
    }),
  ),
];
