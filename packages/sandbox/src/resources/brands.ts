import type { Call, Operation } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import { type Collection, defineCollection, type Parent } from "../collections/collection.ts";
import { type Fields, flag, oneOf, optionalText, required, text } from "../collections/fields.ts";
import { defineSingleton } from "../collections/singleton.ts";
import { isoDate } from "../org/clock.ts";
import type { Resource } from "../org/model.ts";
import { notFound, OktaError, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { DEFAULT_PAGES, EMAIL_TEMPLATES, WIDGET_VERSIONS } from "./brand-content.ts";

const COMMON = { scope: "okta.brands", resource: "org", bucket: "brands" } as const;
const READ = { scope: "okta.brands.read", permission: { resource: "org", access: "read" }, bucket: "brands" } as const;
const MANAGE = {
  scope: "okta.brands.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "brands",
} as const;

const NO_APP = { appInstanceId: null, appLinkName: null, classicApplicationUri: null };

const conflict = (code: string, summary: string) => new OktaError({ status: 409, code, summary });

/** The ID that a brand's theme has: they are made together. */
const themeIdOf = (brandId: string) => brandId.replace(/^.../, "the");

/** The brands of the org; custom domains and email domains belong to one. */
const brands: Collection = defineCollection({
  ...COMMON,
  key: "brands",
  path: "/api/v1/brands",
  param: "brandId",
  kind: "Brand",
  idPrefix: "bnd",
  fields: {
    name: { ...text, max: 150 },
    removePoweredByOkta: flag(false),
    customPrivacyPolicyUrl: optionalText,
    agreeToCustomPrivacyPolicy: flag(false),
    emailDomainId: { type: "string" },
    locale: { type: "string" },
    defaultApp: { type: "object", byDefault: NO_APP },
  },
  created: 201,
  times: undefined,
  unique: ["name"],
  duplicate: () => conflict("E0000202", "Brand name already exists."),
  check({ customPrivacyPolicyUrl, agreeToCustomPrivacyPolicy }, { before }) {
    if (before && customPrivacyPolicyUrl && agreeToCustomPrivacyPolicy !== true)
      throw validation(
        "agreeToCustomPrivacyPolicy",
        "agreeToCustomPrivacyPolicy: It must be true to set a custom privacy policy URL",
      );
  },
  make: () => ({ isDefault: false }),
  onCreate: ({ id }, { org }) => putTheme(org.store, id),
  checkDelete({ id, isDefault }, { org }) {
    if (isDefault === true) throw conflict("E0000200", "A default brand cannot be deleted.");
    const isUsed = [...(org.store.resources.get("customDomains")?.values() ?? [])].some(
      ({ brandId }) => brandId === id,
    );
    const isMailed = [...(org.store.resources.get("emailDomains")?.values() ?? [])].some((one) =>
      Array.isArray(one._brandIds) ? one._brandIds.includes(id) : false,
    );
    if (isUsed || isMailed)
      throw conflict("E0000201", "A brand associated with a custom domain or email doamin cannot be deleted.");
  },
  onDelete({ id }, { org }) {
    themes.remove(org.store, themeIdOf(id), id);
  },
  links: (_brand, self) => ({ themes: { href: `${self}/themes`, hints: { allow: ["GET"] } } }),
  allow: ["GET", "PUT", "DELETE"],
  seeds: () => [
    {
      id: DEFAULT_BRAND,
      name: "Example",
      removePoweredByOkta: false,
      customPrivacyPolicyUrl: null,
      agreeToCustomPrivacyPolicy: false,
      defaultApp: NO_APP,
      isDefault: true,
    },
  ],
});

/** The brand that the org comes with. */
const DEFAULT_BRAND = "bnd0000000000example";

const COLOR = /^#[0-9a-f]{6}$/i;
const variant = (...values: readonly string[]) => required(oneOf("OKTA_DEFAULT", ...values));
const color = (byDefault?: string) => ({
  type: "string" as const,
  pattern: COLOR,
  ...(byDefault === undefined ? { required: true } : { byDefault }),
});

const themes: Collection = defineCollection({
  ...COMMON,
  key: "themes",
  path: "/api/v1/brands/{brandId}/themes",
  param: "themeId",
  kind: "Theme",
  idPrefix: "the",
  parent: brands,
  operations: ["list", "get", "replace"],
  times: undefined,
  fields: {
    primaryColorHex: color(),
    primaryColorContrastHex: color("#ffffff"),
    secondaryColorHex: color(),
    secondaryColorContrastHex: color("#000000"),
    signInPageTouchPointVariant: variant("BACKGROUND_IMAGE", "BACKGROUND_SECONDARY_COLOR"),
    endUserDashboardTouchPointVariant: variant("FULL_THEME", "LOGO_ON_FULL_WHITE_BACKGROUND", "WHITE_LOGO_BACKGROUND"),
    errorPageTouchPointVariant: variant("BACKGROUND_IMAGE", "BACKGROUND_SECONDARY_COLOR"),
    emailTemplateTouchPointVariant: variant("FULL_THEME"),
    loadingPageTouchPointVariant: { ...oneOf("NONE", "OKTA_DEFAULT"), byDefault: "OKTA_DEFAULT" },
  },
  links: (_theme, self) =>
    Object.fromEntries(
      IMAGES.map(([name]) => [name, { href: `${self}/${name}`, hints: { allow: ["POST", "DELETE"] } }]),
    ),
  allow: ["GET", "PUT"],
  seeds: ({ orgUrl }) => [{ ...newTheme(orgUrl), id: themeIdOf(DEFAULT_BRAND), _parent: DEFAULT_BRAND }],
});

/** The images of a theme: the link, and the member that holds the address. */
const IMAGES = [
  ["logo", "logo"],
  ["favicon", "favicon"],
  ["background-image", "backgroundImage"],
] as const;

const defaultImage = (orgUrl: string, member: string) =>
  member === "backgroundImage" ? null : `${orgUrl}/assets/${member}.png`;

function newTheme(orgUrl: string): Record<string, unknown> {
  return {
    ...Object.fromEntries(IMAGES.map(([, member]) => [member, defaultImage(orgUrl, member)])),
    primaryColorHex: "#1662dd",
    primaryColorContrastHex: "#ffffff",
    secondaryColorHex: "#ebebed",
    secondaryColorContrastHex: "#000000",
    signInPageTouchPointVariant: "OKTA_DEFAULT",
    endUserDashboardTouchPointVariant: "OKTA_DEFAULT",
    errorPageTouchPointVariant: "OKTA_DEFAULT",
    emailTemplateTouchPointVariant: "OKTA_DEFAULT",
    loadingPageTouchPointVariant: "OKTA_DEFAULT",
  };
}

function putTheme(store: Parameters<Collection["put"]>[0], brandId: string): void {
  themes.put(store, { ...newTheme("https://ok12static.oktacdn.example"), id: themeIdOf(brandId) }, brandId);
}

const imageOperations = IMAGES.flatMap(([link, member]): Operation[] => {
  const path = `/api/v1/brands/{brandId}/themes/{themeId}/${link}`;
  const put = (call: Call, url: string | null) =>
    themes.put(call.org.store, { ...themes.find(call), [member]: url }, brands.keyOf(call));
  return [
    {
      ...MANAGE,
      method: "POST",
      path,
      async handle(call) {
        themes.find(call);
        const bytes = (await call.request.arrayBuffer()).byteLength;
        if (bytes === 0) throw validation("file", "file: The field cannot be left blank");
        const url = `${call.org.orgUrl}/fs/bco/${oktaId("fs0", call.org.random)}`;
        put(call, url);
        // Okta's description has 200 for the logo, and 201 for the other images.
        return Response.json({ url }, { status: link === "logo" ? 200 : 201 });
      },
    },
    {
      ...MANAGE,
      method: "DELETE",
      path,
      handle(call) {
        put(call, defaultImage(call.org.orgUrl, member));
        return new Response(null, { status: 204 });
      },
    },
  ];
});

const brandDomains: Operation = {
  ...READ,
  method: "GET",
  path: "/api/v1/brands/{brandId}/domains",
  handle(call) {
    const brandId = brands.keyOf(call);
    const domains = [...(call.org.store.resources.get("customDomains")?.values() ?? [])];
    return Response.json({
      domains: domains
        .filter((domain) => domain.brandId === brandId)
        .map(({ id, domain, certificateSourceType, validationStatus }) => ({
          id,
          domain,
          brandId,
          certificateSourceType,
          validationStatus,
          _links: { self: { href: `${call.org.orgUrl}/api/v1/domains/${id}`, hints: { allow: ["GET", "DELETE"] } } },
        })),
    });
  },
};

const PAGES = "/api/v1/brands/{brandId}/pages";
const PAGE_FIELDS = { pageContent: { type: "string" } } as const;

/** A page of a kind: what Okta has, what is published, and what is previewed. */
function pageOperations(kind: "sign-in" | "error"): readonly Operation[] {
  const fields: Fields =
    kind === "error"
      ? PAGE_FIELDS
      : { ...PAGE_FIELDS, widgetVersion: { type: "string" }, widgetCustomizations: { type: "object" } };
  const initial = {
    pageContent: DEFAULT_PAGES[kind],
    ...(kind === "sign-in" && { widgetVersion: "^7", widgetCustomizations: {} }),
  };
  const settings = ["customized", "preview"].map((stage) =>
    defineSingleton({
      ...COMMON,
      key: `pages/${kind}/${stage}`,
      path: `${PAGES}/${kind}/${stage}`,
      fields,
      initial,
      parent: brands,
      methods: ["PUT", "DELETE"],
      show: (page) => page,
    }),
  );
  const resources: Operation = {
    ...READ,
    method: "GET",
    path: `${PAGES}/${kind}`,
    handle(call) {
      const brandId = brands.keyOf(call);
      const self = `${call.org.orgUrl}/api/v1/brands/${brandId}/pages/${kind}`;
      const link = (stage: string, ...allow: readonly string[]) => ({ href: `${self}/${stage}`, hints: { allow } });
      return Response.json({
        _links: {
          self: { href: self, hints: { allow: ["GET"] } },
          default: link("default", "GET"),
          customized: link("customized", "GET", "PUT", "DELETE"),
          preview: link("preview", "GET", "PUT", "DELETE"),
        },
      });
    },
  };
  const byDefault: Operation = {
    ...READ,
    method: "GET",
    path: `${PAGES}/${kind}/default`,
    handle(call) {
      brands.keyOf(call);
      return Response.json(initial);
    },
  };
  return [resources, byDefault, ...settings.flatMap(({ operations }) => operations)];
}

const widgetVersions: Operation = {
  ...READ,
  method: "GET",
  path: `${PAGES}/sign-in/widget-versions`,
  handle(call) {
    brands.keyOf(call);
    return Response.json(WIDGET_VERSIONS);
  },
};

const signOutPage = defineSingleton({
  ...COMMON,
  key: "pages/sign-out",
  path: `${PAGES}/sign-out/customized`,
  fields: { type: required(oneOf("OKTA_DEFAULT", "EXTERNALLY_HOSTED")), url: { type: "string" } },
  initial: { type: "OKTA_DEFAULT" },
  parent: brands,
  check({ type, url }) {
    if (type === "EXTERNALLY_HOSTED" && !URL.canParse(String(url)))
      throw validation("url", "url: The field must be a URL");
  },
});

const TEMPLATES = "/api/v1/brands/{brandId}/templates/email";
const OF_TEMPLATES = { ...COMMON, scope: "okta.templates" } as const;
const READ_TEMPLATES = { ...READ, scope: "okta.templates.read", bucket: "templates" } as const;
const MANAGE_TEMPLATES = { ...MANAGE, scope: "okta.templates.manage", bucket: "templates" } as const;

/** A template of a brand. */
const template: Parent = {
  keyOf(call) {
    const name = call.params.templateName ?? "";
    if (!EMAIL_TEMPLATES.includes(name)) throw notFound(name, "EmailTemplate");
    return `${brands.keyOf(call)}/${name}`;
  },
};

function showTemplate(name: string, call: Call): Record<string, unknown> {
  const self = `${call.org.orgUrl}/api/v1/brands/${call.params.brandId}/templates/email/${name}`;
  const link = (end: string, ...allow: readonly string[]) => ({ href: self + end, hints: { allow } });
  return {
    name,
    _links: {
      self: link("", "GET"),
      settings: link("/settings", "GET", "PUT"),
      defaultContent: link("/default-content", "GET"),
      customizations: link("/customizations", "GET", "POST", "DELETE"),
      test: link("/test", "POST"),
    },
  };
}

const customizations: Collection = defineCollection({
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

const templateSettings = defineSingleton({
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

/** What Okta sends unless it is customized. */
function defaultContent(name: string): { readonly subject: string; readonly body: string } {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2");
  return {
    subject: words,
    body: `<p>Hi $!{StringTool.escapeHtml($!{user.profile.firstName})},</p><p>${words}</p>`,
  };
}

/** A content with the words of the org and the calling user in it. */
function preview({ subject, body }: { readonly subject: string; readonly body: string }): Record<string, unknown> {
  const fill = (content: string) =>
    content
      .replaceAll(/\$!?\{?StringTool\.escapeHtml\(\$!?\{?user\.profile\.firstName\}?\)\}?/g, "Ada")
      .replaceAll(/\$!?\{user\.(profile\.)?firstName\}/g, "Ada");
  return { subject: fill(subject), body: fill(body) };
}

const templateOperations: readonly Operation[] = [
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: TEMPLATES,
    handle(call) {
      brands.keyOf(call);
      return Response.json(EMAIL_TEMPLATES.map((name) => showTemplate(name, call)));
    },
  },
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: `${TEMPLATES}/{templateName}`,
    handle(call) {
      template.keyOf(call);
      return Response.json(showTemplate(call.params.templateName ?? "", call));
    },
  },
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: `${TEMPLATES}/{templateName}/default-content`,
    handle(call) {
      template.keyOf(call);
      return Response.json({ ...defaultContent(call.params.templateName ?? ""), _links: {} });
    },
  },
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: `${TEMPLATES}/{templateName}/default-content/preview`,
    handle(call) {
      template.keyOf(call);
      return Response.json({ ...preview(defaultContent(call.params.templateName ?? "")), _links: {} });
    },
  },
  {
    ...MANAGE_TEMPLATES,
    method: "POST",
    path: `${TEMPLATES}/{templateName}/test`,
    handle(call) {
      template.keyOf(call);
      return new Response(null, { status: 204 });
    },
  },
  {
    ...MANAGE_TEMPLATES,
    method: "DELETE",
    path: `${TEMPLATES}/{templateName}/customizations`,
    handle(call) {
      const parentKey = template.keyOf(call);
      for (const { id } of customizations.all(call.org.store, parentKey))
        customizations.remove(call.org.store, id, parentKey);
      return new Response(null, { status: 204 });
    },
  },
  {
    ...READ_TEMPLATES,
    method: "GET",
    path: `${TEMPLATES}/{templateName}/customizations/{customizationId}/preview`,
    handle(call) {
      const { subject, body } = customizations.find(call);
      return Response.json({ ...preview({ subject: String(subject), body: String(body) }), _links: {} });
    },
  },
];

/** Brands with their themes, pages and email templates. */
export const brandResources: ResourceDeclaration = {
  operations: [
    ...brands.operations,
    brandDomains,
    ...themes.operations,
    ...imageOperations,
    widgetVersions,
    ...pageOperations("sign-in"),
    ...pageOperations("error"),
    ...signOutPage.operations,
    ...customizations.operations,
    ...templateSettings.operations,
    ...templateOperations,
  ],
  seed(context) {
    brands.seed(context);
    themes.seed(context);
  },
};

const verificationCode = (random: () => number) => oktaId("", random).toLowerCase();

const find = (call: Call, id: unknown) => {
  if (!brands.get(call.org.store, String(id))) throw notFound(String(id), "Brand");
};

/** Okta's own. */
const PROHIBITED = /(^|\.)okta([a-z-]*)\.com$/i;

/** The domain that the org has from Okta. */
const DEFAULT_DOMAIN = "default";

const customDomains: Collection = defineCollection({
  key: "customDomains",
  path: "/api/v1/domains",
  param: "domainId",
  kind: "Domain",
  idPrefix: "OcD",
  scope: "okta.domains",
  resource: "org",
  bucket: "domains",
  created: 201,
  times: undefined,
  list: { wrap: "domains" },
  fields: {
    domain: { ...text, pattern: /^([a-z0-9-]+\.)+[a-z]{2,}$/i, fixed: true },
    certificateSourceType: { ...oneOf("MANUAL", "OKTA_MANAGED"), byDefault: "MANUAL", fixed: true },
    brandId: { type: "string" },
  },
  check({ domain, brandId }, { call, before }) {
    if (PROHIBITED.test(String(domain))) throw validation("domain", "domain: Prohibited custom domain name.");
    const others = customDomains.all(call.org.store).filter(({ id }) => id !== before?.id);
    if (others.some((other) => other.domain === domain))
      throw new OktaError({ status: 403, code: "E0000161", summary: "Unique domain name required." });
    if (brandId !== undefined) find(call, brandId);
    return { brandId: brandId ?? before?.brandId ?? DEFAULT_BRAND };
  },
  make: ({ domain }, { call: { org } }) => ({
    validationStatus: "NOT_STARTED",
    dnsRecords: [
      {
        recordType: "TXT",
        fqdn: `_oktaverification.${domain}`,
        values: [verificationCode(org.random)],
        expiration: isoDate(org.now() + 7 * 86_400),
      },
      { recordType: "CNAME", fqdn: domain, values: [`${new URL(org.orgUrl).hostname}.customdomains.example`] },
    ],
  }),
  checkDelete: checkDefault,
  links: ({ id, brandId }, self, { orgUrl }) => ({
    ...(id === DEFAULT_DOMAIN
      ? { self: { href: self, hints: { allow: ["GET"] } } }
      : {
          verify: { href: `${self}/verify`, hints: { allow: ["POST"] } },
          certificate: { href: `${self}/certificate`, hints: { allow: ["PUT"] } },
        }),
    brand: { href: `${orgUrl}/api/v1/brands/${brandId}`, hints: { allow: ["GET", "PUT", "DELETE"] } },
  }),
  allow: ["GET", "PUT", "DELETE"],
});

function checkDefault({ id }: Resource): void {
  if (id === DEFAULT_DOMAIN) throw validation("id", "This operation is not supported for this domain");
}

const MANAGE_DOMAINS = { ...MANAGE, scope: "okta.domains.manage", bucket: "domains" } as const;

/** Custom domains with their certificates and their verification. */
export const domainResources: ResourceDeclaration = {
  operations: [
    ...customDomains.operations,
    {
      ...MANAGE_DOMAINS,
      method: "PUT",
      path: "/api/v1/domains/{domainId}/certificate",
      async handle(call) {
        const domain = customDomains.find(call);
        checkDefault(domain);
        const { type, certificate, privateKey } = await readBody(call);
        if (type !== "PEM") throw validation("type", "type: The field must be PEM");
        for (const [name, value] of Object.entries({ certificate, privateKey }))
          if (typeof value !== "string" || !value.includes("-----BEGIN"))
            throw validation(name, `${name}: The field must be a PEM`);
        if (domain.validationStatus !== "VERIFIED" && domain.validationStatus !== "COMPLETED")
          throw new OktaError({ status: 403, code: "E0000165", summary: "Domain not verified." });
        const publicCertificate = { subject: `CN=${domain.domain}`, fingerprint: null, expiration: null };
        customDomains.put(call.org.store, { ...domain, publicCertificate, validationStatus: "COMPLETED" });
        return new Response(null, { status: 204 });
      },
    },
    {
      ...MANAGE_DOMAINS,
      method: "POST",
      path: "/api/v1/domains/{domainId}/verify",
      handle(call) {
        // Okta looks the DNS records up; the sandbox looks nothing up and finds them.
        const domain = customDomains.find(call);
        checkDefault(domain);
        const validationStatus = domain.certificateSourceType === "MANUAL" ? "VERIFIED" : "COMPLETED";
        const verified = { ...domain, validationStatus };
        customDomains.put(call.org.store, verified);
        return Response.json(customDomains.show(verified, call));
      },
    },
  ],
  seed({ store, orgUrl }) {
    customDomains.put(store, {
      id: DEFAULT_DOMAIN,
      domain: new URL(orgUrl).hostname,
      certificateSourceType: "OKTA_MANAGED",
      validationStatus: "COMPLETED",
      brandId: DEFAULT_BRAND,
    });
  },
};

const emailDomains: Collection = defineCollection({
  key: "emailDomains",
  path: "/api/v1/email-domains",
  param: "emailDomainId",
  kind: "EmailDomain",
  idPrefix: "OeD",
  scope: "okta.emailDomains",
  resource: "org",
  bucket: "email-domains",
  created: 201,
  times: undefined,
  fields: {
    displayName: text,
    userName: text,
    domain: { ...text, pattern: /^([a-z0-9-]+\.)+[a-z]{2,}$/i, fixed: true },
    validationSubdomain: { type: "string", byDefault: "mail", fixed: true },
  },
  unique: ["domain"],
  duplicate: () => conflict("E0000197", "Unique email domain name required."),
  check(_draft, { call, body, before }) {
    if (before) return undefined;
    if (typeof body.brandId !== "string") throw validation("brandId", "brandId: The field cannot be left blank");
    find(call, body.brandId);
    return { _brandIds: [body.brandId] };
  },
  make: ({ domain, validationSubdomain }, { call: { org } }) => ({
    validationStatus: "NOT_STARTED",
    dnsValidationRecords: [
      {
        recordType: "TXT",
        fqdn: `_oktaverification.${domain}`,
        verificationValue: verificationCode(org.random),
      },
      { recordType: "CNAME", fqdn: `${validationSubdomain}.${domain}`, verificationValue: "mail.sandbox.example" },
    ],
  }),
  show(domain, { url, org }) {
    const ids = Array.isArray(domain._brandIds) ? domain._brandIds : [];
    if (url.searchParams.get("expand") !== "brands") return {};
    return {
      _embedded: {
        brands: ids.flatMap((id) => brands.get(org.store, id) ?? []).map((brand) => brands.show(brand, { org, url })),
      },
    };
  },
});

/** Email domains with their verification. */
export const emailDomainResources: ResourceDeclaration = {
  operations: [
    ...emailDomains.operations,
    {
      ...MANAGE,
      scope: "okta.emailDomains.manage",
      bucket: "email-domains",
      method: "POST",
      path: "/api/v1/email-domains/{emailDomainId}/verify",
      handle(call) {
        const domain = emailDomains.find(call);
        if (domain.validationStatus === "VERIFIED")
          throw new OktaError({
            status: 400,
            code: "E0000217",
            summary: "Invalid status. Cannot validate email domain in current status.",
          });
        const verified = { ...domain, validationStatus: "VERIFIED" };
        emailDomains.put(call.org.store, verified);
        return Response.json(emailDomains.show(verified, call));
      },
    },
  ],
};
