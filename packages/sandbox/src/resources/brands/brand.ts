import { embed } from "../../api/expand.ts";
import type { Call, Operation, Org } from "../../api/operation.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { flag, oneOf, optionalText, required, text } from "../../collections/fields.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { ACCESS, conflict, READ } from "./access.ts";

const NO_APP = { appInstanceId: null, appLinkName: null, classicApplicationUri: null };

/** The ID that a brand's theme has: they are made together. */
const themeIdOf = (brandId: string) => brandId.replace(/^.../, "the");

/** The brands of the org; custom domains and email domains belong to one. */
export const brands: Collection = defineCollection({
  ...ACCESS,
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
  list: { parameters: ["expand"] },
  show: ({ id, emailDomainId }, call) =>
    embed(call.url, {
      themes: () => themes.all(call.org.store, id).map((theme) => showTheme(theme, id, call)),
      domains: () => showDomains(id, call.org),
      emailDomain: () => showEmailDomain(id, emailDomainId, call.org),
    }),
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
export const DEFAULT_BRAND = "bnd0000000000example";

const COLOR = /^#[0-9a-f]{6}$/i;
const variant = (...values: readonly string[]) => required(oneOf("OKTA_DEFAULT", ...values));
const color = (byDefault?: string) => ({
  type: "string" as const,
  pattern: COLOR,
  ...(byDefault === undefined ? { required: true } : { byDefault }),
});

export const themes: Collection = defineCollection({
  ...ACCESS,
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
export const IMAGES = [
  ["logo", "logo"],
  ["favicon", "favicon"],
  ["background-image", "backgroundImage"],
] as const;

export const defaultImage = (orgUrl: string, member: string): string | null =>
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

/** A theme has its brand in its path, whatever the call's path is. */
const showTheme = (theme: Resource, brandId: string, { org, url }: Pick<Call, "org" | "url">) =>
  themes.show(theme, { org, url, params: { brandId } });

/** The custom domains of a brand. */
function showDomains(brandId: string, { orgUrl, store }: Org): readonly Record<string, unknown>[] {
  return [...(store.resources.get("customDomains")?.values() ?? [])]
    .filter((domain) => domain.brandId === brandId)
    .map(({ id, domain, certificateSourceType, validationStatus }) => ({
      id,
      domain,
      brandId,
      certificateSourceType,
      validationStatus,
      _links: { self: { href: `${orgUrl}/api/v1/domains/${id}`, hints: { allow: ["GET", "DELETE"] } } },
    }));
}

/** The domain that a brand's mails are sent from: the one that it names, or one that was made for it. */
function showEmailDomain(brandId: string, emailDomainId: unknown, { store }: Org): Record<string, unknown> | undefined {
  const domains = [...(store.resources.get("emailDomains")?.values() ?? [])];
  const madeFor = ({ _brandIds }: Resource) => Array.isArray(_brandIds) && _brandIds.includes(brandId);
  const found = domains.find(({ id }) => id === emailDomainId) ?? domains.find(madeFor);
  return found && Object.fromEntries(Object.entries(found).filter(([name]) => !name.startsWith("_")));
}

export const brandDomains: Operation = {
  ...READ,
  method: "GET",
  path: "/api/v1/brands/{brandId}/domains",
  handle(call) {
    return Response.json({ domains: showDomains(brands.keyOf(call), call.org) });
  },
};

/** Throws E0000007 for an ID of no brand. */
export function checkBrand(call: Call, id: unknown): void {
  if (!brands.get(call.org.store, String(id))) throw notFound(String(id), "Brand");
}
