/** Watches a request that is sent on, so that a client that is gone stops what has not happened yet. */
export interface ClientSignal {
  readonly signal: AbortSignal;
  /** Records that a request was sent: from now on it may be carried out. */
  sent(): void;
  /** Records that the request that was sent has not been carried out, and would be sent again. */
  notDone(): void;
}

/**
 * Creates the signal for a call on behalf of a client. A read is aborted when the client is gone. A write is aborted only while none is
 * under way, so that its outcome is known.
 */
export function followClient(client: AbortSignal, isRead: boolean): ClientSignal {
  if (isRead) return { signal: client, sent() {}, notDone() {} };
  const controller = new AbortController();
  let isUnderWay = false;
  const stop = () => {
    if (client.aborted && !isUnderWay) controller.abort(client.reason);
  };
  client.addEventListener("abort", stop);
  stop();
  return {
    signal: controller.signal,
    sent() {
      isUnderWay = true;
    },
    notDone() {
      isUnderWay = false;
      stop();
    },
  };
}
