/** How the Worker reaches what is outside, as the runtime's `fetch` does for one request. */
export type Fetch = (request: Request) => Promise<Response>;
