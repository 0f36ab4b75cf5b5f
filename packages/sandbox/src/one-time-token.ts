import type { Org } from "./operation.ts";
import { oktaId } from "./random.ts";

/** A token that ends a link which works once. */
export function makeOneTimeToken({ random }: Org): string {
  return oktaId("", random);
}
