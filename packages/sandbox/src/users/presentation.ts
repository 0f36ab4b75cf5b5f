import { embed } from "../api/expand.ts";
import type { Call } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import { readFields, selectFields } from "../lists/fields.ts";
import type { User } from "../org/model.ts";
import { showBlocks, showClassification } from "./insights.ts";

type Shown = Record<string, unknown>;

/**
 * Shows of a user what a call asks for: `fields` selects members, `expand` embeds blocks or the classification, and the parameter
 * `okta-response` of the content type leaves members out.
 *
 * @throws {OktaError} E0000001 for `fields` that cannot be read.
 */
export function present(call: Call, user: User, shown: Shown): Shown {
  const { request, url } = call;
  const omitted = /okta-response="?([\w,]+)/i.exec(request.headers.get("content-type") ?? "")?.[1]?.split(",") ?? [];
  const presented: Shown = { ...shown };
  if (omitted.includes("omitCredentials")) delete presented.credentials;
  if (omitted.includes("omitTransitioningToStatus")) delete presented.transitioningToStatus;
  if (omitted.includes("omitCredentialsLinks") && isObject(shown._links)) {
    const { changePassword, changeRecoveryQuestion, forgotPassword, expirePassword, resetPassword, ...links } =
      shown._links;
    presented._links = links;
  }
  Object.assign(
    presented,
    embed(url, {
      blocks: () => showBlocks(user),
      classification: () => showClassification(user, call.org),
    }),
  );
  const fields = url.searchParams.get("fields");
  return fields === null ? presented : { ...selectFields(presented, readFields(fields)), _links: presented._links };
}
