/** Sends a request, as the runtime's `fetch` does. */
export type Fetch = (request: Request) => Promise<Response>;
