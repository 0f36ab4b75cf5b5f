export { coversScope, effectiveScopes } from "@okta-edge/actions/policy";

/** The scopes of a caller: a list, or all that the connection has. */
export type GrantedScopes = readonly string[] | "all";
