import type { Gate } from "../../api/operation.ts";
import { type Collection, defineCollection, type Parent } from "../../collections/collection.ts";
import { flag, oneOf, required, text } from "../../collections/fields.ts";
import { defineSingleton, type Singleton } from "../../collections/singleton.ts";
import { notFound } from "../../org/okta-error.ts";
import { ACCESS, conflict, MANAGE, READ } from "./access.ts";
import { brands } from "./brand.ts";
import { EMAIL_TEMPLATES } from "./content.ts";

export const TEMPLATES = "/api/v1/brands/{brandId}/templates/email";
const OF_TEMPLATES = { ...ACCESS, scope: "okta.templates" } as const;
export const READ_TEMPLATES: Gate = { ...READ, scope: "okta.templates.read", bucket: "templates" };
export const MANAGE_TEMPLATES: Gate = { ...MANAGE, scope: "okta.templates.manage", bucket: "templates" };

/** A template of a brand. */
export const template: Parent = {
  keyOf(call) {
    const name = call.params.templateName ?? "";
    if (!EMAIL_TEMPLATES.includes(name)) throw notFound(name, "EmailTemplate");
    return `${brands.keyOf(call)}/${name}`;
  },
};

export const customizations: Collection = defineCollection({
  ...OF_TEMPLATES,
  key: "emailCustomizations",
  path: `${TEMPLATES}/{templateName}/customizations`,
  param: "customizationId",
  kind: "EmailCustomization",
  idPrefix: "oel",
  bucket: "templates",
  parent: template,
  created: 201,
  fields: {
    language: { ...text, pattern: /^[a-z]{2,3}([-_][A-Za-z]{2,4})?$/ },
    isDefault: flag(false),
    subject: text,
    body: text,
  },
  check(draft, { call, before, parentKey }) {
    const others = customizations.all(call.org.store, parentKey).filter(({ id }) => id !== before?.id);
    if (others.some(({ language }) => language === draft.language))
      throw conflict("E0000183", "An email template customization for that language already exists.");
    if (before?.isDefault === true && draft.isDefault !== true)
      throw conflict(
        "E0000185",
        "The isDefault parameter of the default email template customization can't be set to false.",
      );
    if (!before && draft.isDefault === true && others.some(({ isDefault }) => isDefault === true))
      throw conflict("E0000182", "A default email template customization already exists.");
    // The first one is the default, whatever it says.
    if (others.length === 0) return { isDefault: true };
    if (before && draft.isDefault === true)
      for (const other of others) customizations.put(call.org.store, { ...other, isDefault: false }, parentKey);
    return undefined;
  },
  checkDelete({ isDefault }, call) {
    const others = customizations.all(call.org.store, template.keyOf(call));
    if (isDefault === true && others.length > 1)
      throw conflict("E0000184", "A default email template customization can't be deleted.");
  },
  links: (_customization, self) => {
    const of = self.replace(/\/customizations\/.*/, "");
    return {
      template: { href: of, hints: { allow: ["GET"] } },
      preview: { href: `${self}/preview`, hints: { allow: ["GET"] } },
      settings: { href: `${of}/settings`, hints: { allow: ["GET", "PUT"] } },
      test: { href: `${of}/test`, hints: { allow: ["POST"] } },
    };
  },
  allow: ["GET", "PUT", "DELETE"],
});

export const templateSettings: Singleton = defineSingleton({
  ...OF_TEMPLATES,
  key: "emailTemplateSettings",
  path: `${TEMPLATES}/{templateName}/settings`,
  bucket: "templates",
  parent: template,
  fields: { recipients: required(oneOf("ALL_USERS", "ADMINS_ONLY", "NO_USERS")) },
  initial: { recipients: "ALL_USERS" },
  show: (settings, call) => ({
    ...settings,
    _links: {
      self: { href: call.org.orgUrl + call.url.pathname, hints: { allow: ["GET", "PUT"] } },
      template: {
        href: call.org.orgUrl + call.url.pathname.replace(/\/settings\/?$/, ""),
        hints: { allow: ["GET"] },
      },
    },
  }),
});
