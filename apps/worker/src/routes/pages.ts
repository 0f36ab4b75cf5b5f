import { version } from "@okta-edge/core";
import type { Handler } from "hono";
import type { AppEnv } from "../middleware/app-env.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import { loadPages } from "../on-demand/load.ts";
import { currentReadiness } from "./ready.ts";

/** What a deployment may have routes of its own below. */
const SHARED = /^\/(assets|docs)\/(?!(errors\/?)?$)/;

/**
 * Responds with a page for people, one of its files, or at `/` with JSON for programs. Neither has anything secret, and no key is read.
 * Other paths below /assets and /docs may be routes of the deployment.
 */
export const answerPages: Handler<AppEnv> = async (c, next) => {
  const { answerPage } = await loadPages();
  const isReady = () => currentReadiness(c.get("gateway"));
  const page = await answerPage(c.req.raw, { assets: c.env.ASSETS, version, isReady });
  if (page) return page;
  if (SHARED.test(c.req.path)) return next();
  return answerProblem(c, {
    status: 404,
    code: "no_page",
    title: "No such page",
    detail: "This deployment has no pages. Add `assets` to its wrangler.jsonc; /openapi.json describes the actions.",
  });
};
