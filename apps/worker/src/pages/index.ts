/**
 * The documentation that the Worker serves. scripts/build-on-demand.ts bundles it as src/on-demand/pages.mjs, which the first request for it
 * loads. It imports no classes and nothing from other rooms.
 */
export { createDocsPage } from "./docs-page.ts";
export { OWN_PATHS } from "./own-operations.ts";
