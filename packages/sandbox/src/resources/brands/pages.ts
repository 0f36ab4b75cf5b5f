import { embed } from "../../api/expand.ts";
import type { Operation } from "../../api/operation.ts";
import { type Fields, oneOf, required } from "../../collections/fields.ts";
import { defineSingleton, type Singleton } from "../../collections/singleton.ts";
import { validation } from "../../org/okta-error.ts";
import { ACCESS, READ } from "./access.ts";
import { brands } from "./brand.ts";
import { DEFAULT_PAGES, WIDGET_CUSTOMIZATIONS, WIDGET_VERSIONS } from "./content.ts";

const PAGES = "/api/v1/brands/{brandId}/pages";
const PAGE_FIELDS = { pageContent: { type: "string" }, contentSecurityPolicySetting: { type: "object" } } as const;

/** A page of a kind: what Okta has, what is published, and what is previewed. */
export function pageOperations(kind: "sign-in" | "error"): readonly Operation[] {
  const fields: Fields =
    kind === "error"
      ? PAGE_FIELDS
      : { ...PAGE_FIELDS, widgetVersion: { type: "string" }, widgetCustomizations: { type: "object" } };
  const initial = {
    pageContent: DEFAULT_PAGES[kind],
    contentSecurityPolicySetting: { mode: "enforced" },
    ...(kind === "sign-in" && { widgetVersion: "^7", widgetCustomizations: WIDGET_CUSTOMIZATIONS }),
  };
  const stageOf = (stage: string): Singleton =>
    defineSingleton({
      ...ACCESS,
      key: `pages/${kind}/${stage}`,
      path: `${PAGES}/${kind}/${stage}`,
      fields,
      initial,
      parent: brands,
      methods: ["PUT", "DELETE"],
      // What is not said stays in Okta's words.
      show: (page) =>
        kind === "error"
          ? page
          : { ...page, widgetCustomizations: { ...WIDGET_CUSTOMIZATIONS, ...(page.widgetCustomizations as object) } },
    });
  const [customized, preview] = [stageOf("customized"), stageOf("preview")];
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
        ...embed(call.url, {
          default: () => initial,
          customized: () => customized.show(call, brandId),
          customizedUrl: () => link("customized").href,
          preview: () => preview.show(call, brandId),
          previewUrl: () => link("preview").href,
        }),
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
  return [resources, byDefault, ...customized.operations, ...preview.operations];
}

export const widgetVersions: Operation = {
  ...READ,
  method: "GET",
  path: `${PAGES}/sign-in/widget-versions`,
  handle(call) {
    brands.keyOf(call);
    return Response.json(WIDGET_VERSIONS);
  },
};

export const signOutPage: Singleton = defineSingleton({
  ...ACCESS,
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
