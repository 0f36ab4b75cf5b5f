import autocannon from "autocannon";
import type { Workerd } from "./workerd.ts";

/** Seconds of one sample. */
const SAMPLE = 1.5;

/** What a load of calls costs. */
export interface LoadSample {
  /** Calls a second. */
  readonly rate: number;
  /** Milliseconds of the median call. */
  readonly latency: number;
  /** Microseconds of CPU time of workerd a call. */
  readonly cpu: number;
}

/** Calls to make. */
export interface Load {
  readonly path: string;
  /** A body, which is sent with POST. */
  readonly body?: string;
  readonly connections: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Different headers for different calls, in turn; each is sent with `headers`. */
  readonly variants?: readonly Readonly<Record<string, string>>[];
}

/** Calls a Worker over connections that stay open, and checks the status of every response. */
export async function load(
  worker: Workerd,
  { path, body, connections, headers = {}, variants, status = 200 }: Load,
): Promise<LoadSample> {
  // On a busy machine the first call of an isolate can take longer than the sample.
  const method = body === undefined ? "GET" : "POST";
  const first = { method, headers: { ...headers, ...variants?.[0] }, ...(body !== undefined && { body }) };
  await (await fetch(worker.origin + path, first)).arrayBuffer();
  const cpu = worker.cpuSeconds();
  const result = await autocannon({
    url: worker.origin + path,
    connections,
    duration: SAMPLE,
    sampleInt: 100,
    headers,
    method,
    ...(body !== undefined && { body }),
    ...(variants && { requests: variants.map((variant) => ({ headers: { ...headers, ...variant } })) }),
  });
  const calls = result.requests.total;
  const unexpected = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => Number(code) !== status);
  if (unexpected.length > 0 || result.errors > 0 || calls === 0) {
    throw new Error(`${worker.origin}${path}: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`);
  }
  const used = (worker.cpuSeconds() ?? Number.NaN) - (cpu ?? Number.NaN);
  return { rate: calls / result.duration, latency: result.latency.p50, cpu: (used * 1_000_000) / calls };
}
