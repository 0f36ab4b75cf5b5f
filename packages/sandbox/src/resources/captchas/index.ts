import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { list, oneOf, required, text } from "../../collections/fields.ts";
import { defineSingleton } from "../../collections/singleton.ts";
import { OktaError, validation } from "../../org/okta-error.ts";

const captchas: Collection = defineCollection({
  key: "captchas",
  path: "/api/v1/captchas",
  param: "captchaId",
  kind: "Captcha",
  idPrefix: "cap",
  scope: "okta.captchas",
  resource: "org",
  created: 201,
  times: undefined,
  operations: ["list", "create", "get", "replace", "update", "delete"],
  fields: { name: text, siteKey: text, type: required(oneOf("HCAPTCHA", "RECAPTCHA_V2")) },
  check(_draft, { call, before, body }) {
    if (!before && captchas.all(call.org.store).length > 0) {
      const summary =
        "CAPTCHA count limit reached. At most one CAPTCHA instance is allowed per Org. Please remove existing CAPTCHA to create a new one.";
      throw new OktaError({ status: 403, code: "E0000166", summary, causes: [summary] });
    }
    if (!before && typeof body.secretKey !== "string")
      throw validation("secretKey", "secretKey: The field cannot be left blank");
  },
  allow: ["GET", "POST", "PUT", "DELETE"],
});

const orgCaptcha = defineSingleton({
  key: "orgCaptcha",
  path: "/api/v1/org/captcha",
  scope: "okta.captchas",
  resource: "org",
  bucket: "org",
  fields: {
    captchaId: { type: "string", byDefault: null },
    enabledPages: { ...list, values: ["SIGN_IN", "SSPR", "SSR"] },
  },
  initial: { captchaId: null, enabledPages: null },
  methods: ["PUT", "DELETE"],
  check({ captchaId }, call) {
    if (captchaId !== null && !captchas.get(call.org.store, String(captchaId)))
      throw validation("captchaId", "captchaId: The CAPTCHA instance does not exist");
  },
  show: (settings, { org }) => ({
    ...settings,
    _links: {
      ...(settings.captchaId !== null && {
        captcha: {
          href: `${org.orgUrl}/api/v1/captchas/${settings.captchaId}`,
          hints: { allow: ["GET", "POST", "PUT", "DELETE"] },
        },
      }),
      self: { href: `${org.orgUrl}/api/v1/org/captcha`, hints: { allow: ["GET", "PUT"] } },
    },
  }),
});

/** The org's CAPTCHA, and where it is shown. */
export const captchaResources: ResourceDeclaration = {
  operations: [...captchas.operations, ...orgCaptcha.operations],
  seed: (context) => captchas.seed(context),
};
