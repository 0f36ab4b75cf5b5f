import { createApiError, createOktaClient, OktaEdgeError } from "@okta-edge/core";
import { parseScopes } from "@okta-edge/core/scopes";
import type { ConnectionOptions } from "@okta-edge/worker/settings";
import { FailedError } from "../errors.ts";
import { readErrorBody } from "./error-body.ts";
import { chooseScopes } from "./scopes.ts";
import type { ApiTarget, OnWait } from "./target.ts";

/** Milliseconds for a call: long enough to wait for the next window of Okta's rate limits. */
const TIMEOUT = 90_000;

/** Creates a target that calls Okta with the private key. */
export function createDirectTarget({ options, nameOption }: ConnectionOptions, onWait: OnWait): ApiTarget {
  const describe = (error: unknown, requested: readonly string[] = []) => {
    if (!(error instanceof OktaEdgeError)) return error;
    const { message, hint = "" } = error.describe(nameOption);
    const scopes = error.option === "scopes" && requested.length > 0 ? `Requested: ${requested.join(" ")}.` : "";
    return new FailedError(message, { hint: `${hint} ${scopes}`.trim() || undefined, code: error.code, cause: error });
  };
  const create = () => {
    try {
      return createOktaClient({
        ...options,
        timeout: TIMEOUT,
        onEvent(event) {
          if (event.type === "rate.limited") onWait(event.wait);
        },
      });
    } catch (error) {
      throw describe(error);
    }
  };
  const client = create();
  const configured = parseScopes(options.scopes);
  return {
    url: client.orgUrl,
    async send({ method, path, headers, body, scopes }) {
      const chosen = chooseScopes(scopes, configured, nameOption("scopes"));
      try {
        return await client.fetch(path, { method, json: body, scopes: chosen, ...(headers && { headers }) });
      } catch (error) {
        throw describe(error, chosen);
      }
    },
    toError: async (response) => describe(createApiError(response, await readErrorBody(response))) as Error,
  };
}
