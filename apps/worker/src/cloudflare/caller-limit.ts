import type { Bindings } from "./bindings.ts";

/** The period of the binding `CALLER_LIMIT` in seconds. */
export const LIMIT_PERIOD = 60;

/** Counts a call of a caller; returns whether its rate limit allows it. Without the binding there is no limit. */
export async function allowsCall({ CALLER_LIMIT }: Bindings, caller: string): Promise<boolean> {
  const counted = await CALLER_LIMIT?.limit({ key: caller });
  return counted?.success !== false;
}
