import type { Client } from "@okta/okta-sdk-nodejs";

export function administratorsDay(
  client: Client,
  step: (name: string, run: () => unknown) => Promise<unknown>,
): Promise<void>;
