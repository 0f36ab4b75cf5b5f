import type { ResourceDeclaration } from "../../api/resource.ts";
import { clientOperations } from "./operations.ts";

/**
 * The clients of the org's authorization server, as dynamic client registration shows them.
 *
 * @see {@link https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/Client Dynamic Client Registration}
 */
export const oauthClients: ResourceDeclaration = { operations: clientOperations };
