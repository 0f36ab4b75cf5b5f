import { FailedError } from "../errors.ts";
import { fetchWorker } from "../worker/fetch-worker.ts";

/** Milliseconds within which a new address of a Worker works: its DNS record and certificate are new as well. */
const LIMIT = 90_000;
const PAUSE = 2000;

/** Waits until a deployed Worker answers `GET /health`. */
export async function waitForWorker(url: string, limit = LIMIT): Promise<void> {
  const end = Date.now() + limit;
  for (;;) {
    const response = await fetchWorker(`${url}/health`).catch(() => undefined);
    if (response?.status === 200) return;
    if (Date.now() + PAUSE > end) {
      throw new FailedError(`${url} does not answer yet.`, {
        hint: `A new address can take some minutes. Then run \`okta-edge doctor --url ${url}\`.`,
        code: "worker_unreachable",
      });
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
