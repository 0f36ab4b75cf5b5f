import * as v from "valibot";
import { defineAction } from "../action.ts";
import { identityProvider } from "./idp.ts";
import { paging, text } from "./parameters.ts";

export const list = defineAction({
  id: "idps.list",
  method: "GET",
  path: "/api/v1/idps",
  scope: "okta.idps.read",
  risk: "destructive",
  marks: ["secret"],
  summary: "List the identity providers of the org",
  description:
    "External providers that users can sign in with: social, SAML, OpenID Connect. The response contains the client secrets of social and OpenID Connect providers: through the Worker, the caller needs okta.idps.manage.",
  query: {
    q: v.optional(text("Part of the name")),
    type: v.optional(text("Only this type, such as `SAML2`, `OIDC` or `GOOGLE`")),
    ...paging({ usual: 20, most: 200 }),
  },
  response: identityProvider,
  isList: true,
  example: {},
});
