/** Thrown instead of an answer, as fetch throws when a connection breaks. Whoever serves the org breaks the real one. */
export class ConnectionBroken extends TypeError {
  override readonly name = "ConnectionBroken";

  constructor() {
    super("The connection was broken.");
  }
}

/** Milliseconds that the first half of a body gets to leave before the connection breaks. */
const HEAD_START = 20;

const cut = new WeakSet<ReadableStream>();

/** The same answer, whose body breaks off in the middle though its length says more. Without a body there is no answer at all. */
export async function cutShort(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === 0) throw new ConnectionBroken();
  let isBroken = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (isBroken) {
        await new Promise((resolve) => setTimeout(resolve, HEAD_START));
        controller.error(new ConnectionBroken());
      } else {
        isBroken = true;
        controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
      }
    },
  });
  cut.add(body);
  const headers = new Headers(response.headers);
  headers.set("content-length", String(bytes.length));
  return new Response(body, { status: response.status, headers });
}

/** Whether a body is going to break off. */
export function isCutShort(body: ReadableStream | null): boolean {
  return body !== null && cut.has(body);
}
