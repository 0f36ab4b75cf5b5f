import { type Collection, defineCollection } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";

/** The texts of messages to phones. */
export const smsTemplates: Collection = defineCollection({
  key: "smsTemplates",
  path: "/api/v1/templates/sms",
  param: "templateId",
  kind: "AppInstance",
  idPrefix: "cst",
  scope: "okta.templates",
  resource: "org",
  operations: ["list", "create", "get", "replace", "update", "delete"],
  fields: {
    name: { ...text, max: 50 },
    type: { ...required(oneOf("SMS_VERIFY_CODE")), fixed: true },
    template: { ...text, max: 161, pattern: /\$\{code\}/ },
    translations: { type: "object", byDefault: {} },
  },
  unique: ["type"],
});
