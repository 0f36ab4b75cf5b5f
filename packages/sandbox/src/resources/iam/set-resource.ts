import type { Call } from "../../api/operation.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

export interface SetResource {
  readonly id: string;
  readonly orn: string;
  readonly created: string;
  readonly lastUpdated: string;
}

export const resourcesOf = (set: Resource) => (set._resources ?? []) as readonly SetResource[];

/** A resource is named by its ORN, or by its URL in the org. */
export function makeSetResource(name: string, { org }: Call): SetResource {
  if (!/^(orn:|https?:\/\/)/.test(name)) throw validation("resources", `resources: ${name} is not a valid resource`);
  const now = isoDate(org.now());
  return { id: oktaId("ire", org.random), orn: name, created: now, lastUpdated: now };
}
