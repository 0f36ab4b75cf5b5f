import type { Org } from "../api/operation.ts";
import { oktaId } from "../org/random.ts";

/** A token that ends a link which works once. */
export function makeOneTimeToken({ random }: Org): string {
  return oktaId("", random);
}
