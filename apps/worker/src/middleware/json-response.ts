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
  const response = c.body(jsonText(value), status);
  // Not as an argument: a response copies the headers that it is created with.
  response.headers.set("content-type", "application/json");
  for (const name in headers) response.headers.set(name, headers[name] ?? "");
  return response;
}
