import type { OktaClientObserver } from "@okta-edge/core";
import type { KeyRole } from "../settings/connection-settings.ts";

/**
 * Creates an observer that logs what goes wrong without failing a call, or before a call fails: failures of the token cache, failed
 * exchanges, retries, corrections of the clock. It leaves out paths, which contain logins.
 */
export function logEvents(connection: string, key: KeyRole): OktaClientObserver {
  return (event) => {
    if (!/^(cache\.failed|token\.failed|request\.retried|clock\.corrected)$/.test(event.type)) return;
    const { type, ...details } = event;
    console.warn(JSON.stringify({ event: type, connection, key, ...details, path: undefined }));
  };
}
