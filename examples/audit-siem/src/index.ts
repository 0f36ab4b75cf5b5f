// Sends audit lines to a SIEM that has an HTTP Event Collector: Splunk, CrowdStrike LogScale, Cribl and others.
interface Env {
  readonly SIEM_URL: string;
  /** The value of the header `Authorization`. */
  readonly SIEM_AUTHORIZATION: string;
}

interface AuditLine {
  readonly time: string;
}

/** Milliseconds that the SIEM has to respond. */
const TIMEOUT = 10_000;
/** Seconds between the first two attempts; each wait is twice as long as the one before, up to an hour. */
const FIRST_RETRY_DELAY = 10;
const LAST_RETRY_DELAY = 3600;

export default {
  async queue(batch, env) {
    const failure = await send(batch.messages, env);
    if (!failure) return batch.ackAll();
    // 400 or 413 is about the content. Sent one by one, the good lines arrive, and only the others remain.
    const alone = failure.status === 400 || failure.status === 413;
    console.error(JSON.stringify({ audit: "not_accepted", status: failure.status, lines: batch.messages.length }));
    if (!alone || batch.messages.length === 1) return batch.retryAll(retryAfter(failure, batch.messages[0]?.attempts));
    for (const message of batch.messages) {
      const refused = await send([message], env);
      if (refused) message.retry(retryAfter(refused, message.attempts));
      else message.ack();
    }
  },
} satisfies ExportedHandler<Env, AuditLine>;

/** What the SIEM answered, or status 0 if it did not answer. */
interface Failure {
  readonly status: number;
  readonly retryAfter: string | null;
}

/** Sends lines as events. Resolves with undefined when the SIEM has accepted them. */
async function send(messages: readonly Message<AuditLine>[], env: Env): Promise<Failure | undefined> {
  const events = messages.map(({ body }) =>
    JSON.stringify({ time: Date.parse(body.time) / 1000, sourcetype: "okta-edge:audit", event: body }),
  );
  try {
    const response = await fetch(env.SIEM_URL, {
      method: "POST",
      headers: { authorization: env.SIEM_AUTHORIZATION, "content-type": "application/json" },
      body: events.join("\n"),
      // The header goes to this address only.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    await response.body?.cancel();
    return response.ok ? undefined : { status: response.status, retryAfter: response.headers.get("retry-after") };
  } catch {
    return { status: 0, retryAfter: null };
  }
}

/** When the queue delivers the lines again: when the SIEM says, otherwise later with each attempt. */
function retryAfter(failure: Failure, attempts = 1): QueueRetryOptions {
  const seconds = Number(failure.retryAfter ?? Number.NaN);
  const delay = Number.isInteger(seconds) ? seconds : FIRST_RETRY_DELAY * 2 ** Math.min(attempts - 1, 10);
  return { delaySeconds: Math.min(delay, LAST_RETRY_DELAY) };
}
