/** Thrown instead of an answer, as fetch throws when a connection breaks. The server of the org closes the real one. */
export class ConnectionBroken extends TypeError {
  override readonly name = "ConnectionBroken";

  constructor() {
    super("The connection was broken.");
  }
}

/** Milliseconds that the first half of a body gets to leave before the connection breaks. */
const HEAD_START = 20;

const cut = new WeakSet<ReadableStream>();
const held = new WeakSet<ReadableStream>();

/** The same response, whose body is truncated in the middle though its length says more. Without a body there is no response at all. */
export async function cutShort(response: Response): Promise<Response> {
  const half = await halve(response, async () => {
    await new Promise((resolve) => setTimeout(resolve, HEAD_START));
    throw new ConnectionBroken();
  });
  if (half.body) cut.add(half.body);
  return half;
}

/** Whether a body is going to be truncated. */
export function isCutShort(body: ReadableStream | null): boolean {
  return body !== null && cut.has(body);
}

/** The same answer, whose body stops in the middle and never goes on. Without a body there is no answer at all. */
export async function holdBack(response: Response): Promise<Response> {
  const half = await halve(response, () => new Promise<never>(() => {}));
  if (half.body) held.add(half.body);
  return half;
}

/** Whether a body is never going to end. */
export function isHeldBack(body: ReadableStream | null): boolean {
  return body !== null && held.has(body);
}

/** The first half of an answer's body, and then what comes of it. */
async function halve(response: Response, then: () => Promise<never>): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === 0) throw new ConnectionBroken();
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (isSent) await then();
      isSent = true;
      controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
    },
  });
  const headers = new Headers(response.headers);
  headers.set("content-length", String(bytes.length));
  return new Response(body, { status: response.status, headers });
}
