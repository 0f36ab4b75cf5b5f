import type { Bindings } from "./bindings.ts";

/** Writes a data point to Analytics Engine, if a dataset is bound. */
export function writeDataPoint(
  { AUDIT_DATASET }: Bindings,
  index: string,
  blobs: readonly (string | undefined)[],
  doubles: readonly number[],
): void {
  AUDIT_DATASET?.writeDataPoint({ indexes: [index], blobs: blobs.map((blob) => blob ?? ""), doubles: [...doubles] });
}
