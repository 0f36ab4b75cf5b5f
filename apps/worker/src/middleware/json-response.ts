import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { jsonText } from "../http/json-text.ts";
import type { AppEnv } from "./app-env.ts";

/** Responds with JSON. */
export function answerJson(
  c: Context<AppEnv>,
  value: unknown,
  status: ContentfulStatusCode = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.body(jsonText(value), status, { "content-type": "application/json", ...headers });
}
