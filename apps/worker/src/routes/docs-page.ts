import type { Context } from "hono";
import type { AppEnv } from "../middleware/app-env.ts";
import { loadPages } from "../on-demand/load.ts";
import { visibleActions } from "./openapi-document.ts";

/** Responds with a page that describes the actions which the caller may use. */
export async function docsPage(c: Context<AppEnv>): Promise<Response> {
  const [{ createDocsPage }, actions] = await Promise.all([loadPages(), visibleActions(c)]);
  const { page, contentSecurityPolicy } = await createDocsPage({
    actions,
    origin: new URL(c.req.url).origin,
    caller: c.get("caller")?.name,
  });
  return c.html(page, 200, { "content-security-policy": contentSecurityPolicy, "referrer-policy": "no-referrer" });
}
