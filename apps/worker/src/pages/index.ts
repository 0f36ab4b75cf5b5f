/**
 * The pages that the Worker serves, and what the OpenAPI document says of its own routes. scripts/build-on-demand.ts bundles it as
 * src/on-demand/pages.mjs, which the first request for it loads. It imports no classes and nothing from other rooms.
 */
export { answerPage } from "./answer-page.ts";
export { OWN_PATHS } from "./own-operations.ts";
