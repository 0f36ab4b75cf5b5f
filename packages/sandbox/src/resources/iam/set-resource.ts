import type { Call } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

/** What a resource of a set is narrowed by, as Okta writes it. */
export interface ResourceConditions {
  readonly Exclude?: { readonly "okta:ORN"?: readonly string[] };
}

export interface SetResource {
  readonly id: string;
  readonly orn: string;
  /** What of the resource the set leaves out; undefined for nothing. */
  readonly conditions?: ResourceConditions;
  readonly created: string;
  readonly lastUpdated: string;
}

export const resourcesOf = (set: Resource) => (set._resources ?? []) as readonly SetResource[];

/**
 * Reads the conditions that a resource is added with.
 *
 * @throws {OktaError} E0000001 for what is not a list of ORNs.
 */
export function readConditions(sent: unknown): ResourceConditions {
  if (!isObject(sent)) throw validation("conditions", "conditions: The field cannot be left blank");
  const excluded = isObject(sent.Exclude) ? sent.Exclude["okta:ORN"] : undefined;
  if (excluded === undefined) return {};
  if (!Array.isArray(excluded) || !excluded.every((orn) => /^orn:/.test(String(orn))))
    throw validation("conditions", "conditions.Exclude.okta:ORN: The field must be a list of ORNs");
  return { Exclude: { "okta:ORN": excluded } };
}

/** A resource is named by its ORN, or by its URL in the org. */
export function makeSetResource(name: string, { org }: Call): SetResource {
  if (!/^(orn:|https?:\/\/)/.test(name)) throw validation("resources", `resources: ${name} is not a valid resource`);
  const now = isoDate(org.now());
  return { id: oktaId("ire", org.random), orn: name, created: now, lastUpdated: now };
}
