// A portal's tile page: the apps that a person can reach.
import { withActions } from "@okta-edge/actions";
import * as users from "@okta-edge/actions/users";
import { createOktaClient, OktaApiError, OktaEdgeError } from "@okta-edge/core";

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

export const config = { runtime: "edge" };

const { env } = process;
// Made once an isolate: calls share its token.
const okta = withActions(
  createOktaClient({
    orgUrl: env.OKTA_ORG_URL ?? "",
    clientId: env.OKTA_CLIENT_ID ?? "",
    keyId: env.OKTA_KEY_ID,
    privateKey: env.OKTA_PRIVATE_KEY ?? "",
    scopes: ["okta.users.read"],
  }),
  { users },
);

export default async function handler(request: Request): Promise<Response> {
  // The sign-in of your site knows who this is; with a query parameter, everyone could see everyone's apps.
  if (!env.PORTAL_KEY || request.headers.get("authorization") !== `Bearer ${env.PORTAL_KEY}`)
    return new Response(null, { status: 401 });
  const login = new URL(request.url).searchParams.get("login") ?? "";
  try {
    const apps = [];
    for await (const { label, linkUrl } of okta.users.listAppLinks({ userId: login })) apps.push({ label, linkUrl });
    return Response.json(apps, { headers: { "cache-control": "private, max-age=60" } });
  } catch (error) {
    if (!(error instanceof OktaEdgeError)) throw error;
    console.error(JSON.stringify(error));
    const isMissing = error instanceof OktaApiError && error.status === 404;
    return Response.json({ code: error.code }, { status: isMissing ? 404 : 502 });
  }
}
