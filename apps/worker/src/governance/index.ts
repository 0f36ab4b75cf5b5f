/**
 * What checks the calls of callers that have more than scopes. scripts/build-on-demand.ts bundles it as src/on-demand/governance.mjs, which
 * the first call of such a caller loads: everyone else does not pay for it. It imports types alone from other rooms, and no classes.
 */
export { admit, checkDeclarationOf, createPolicyOf, decide } from "@okta-edge/actions/policy";
export { checkPolicy, refuseByPolicy } from "./policy-check.ts";
export { limitClient, limitResponse } from "./visible-response.ts";
