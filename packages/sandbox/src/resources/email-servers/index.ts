import type { Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";

/** What each form of authentication sends; Okta never returns it. */
const SECRETS = ["password", "clientSecret", "privateKey", "jwtBearerKey"];

/** The SMTP servers that the org sends email by. */
const servers: Collection = defineCollection({
  key: "emailServers",
  path: "/api/v1/email-servers",
  param: "emailServerId",
  kind: "EmailServer",
  idPrefix: "esc",
  scope: "okta.emailServers",
  resource: "org",
  created: 201,
  replaceMethod: "PATCH",
  times: undefined,
  list: { wrap: "email-servers" },
  fields: {
    alias: text,
    host: text,
    port: required({ type: "integer", min: 1, max: 65_535 }),
    username: text,
    enabled: required({ type: "boolean" }),
    authType: {
      ...oneOf("BASIC_SMTP_AUTH", "OAUTH2_CLIENT_CREDENTIALS", "OAUTH2_JWT_BEARER_GRANT"),
      byDefault: "BASIC_SMTP_AUTH",
    },
  },
  unique: ["alias"],
  check({ authType }, { body, before }) {
    const isSecretSent = SECRETS.some((name) => typeof body[name] === "string" && body[name] !== "");
    if (!before && authType === "BASIC_SMTP_AUTH" && !isSecretSent)
      throw validation("password", "password: The field cannot be left blank");
    return undefined;
  },
  allow: ["GET", "PATCH", "DELETE"],
});

const sendTest: Operation = {
  method: "POST",
  path: "/api/v1/email-servers/{emailServerId}/test",
  scope: "okta.emailServers.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "email-servers",
  async handle(call) {
    servers.find(call);
    const { from, to, fromAddress = from, toAddress = to } = await readBody(call);
    for (const [name, address] of Object.entries({ fromAddress, toAddress }))
      if (typeof address !== "string" || !address.includes("@"))
        throw validation(name, `${name}: Does not match required pattern`);
    return new Response(null, { status: 204 });
  },
};

/** Email servers with their test. */
export const emailServers: ResourceDeclaration = { operations: [...servers.operations, sendTest] };
