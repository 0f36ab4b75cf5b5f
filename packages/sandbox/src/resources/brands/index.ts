import type { ResourceDeclaration } from "../../api/resource.ts";
import { brandDomains, brands, themes } from "./brand.ts";
import { templateOperations } from "./email-template-operations.ts";
import { customizations, templateSettings } from "./email-templates.ts";
import { pageOperations, signOutPage, widgetVersions } from "./pages.ts";
import { imageOperations } from "./theme-images.ts";

export { domainResources } from "./custom-domains.ts";
export { emailDomainResources } from "./email-domains.ts";

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
