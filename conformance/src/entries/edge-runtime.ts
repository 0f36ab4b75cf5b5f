// For Vercel's edge-runtime: the same, by the event that it knows.
import { runSuite } from "../run-suite.ts";
import { library } from "./library.ts";

interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

addEventListener("fetch", (event) => {
  const { request, respondWith } = event as FetchEvent;
  const answer = async () => Response.json(await runSuite(library, await request.json()));
  respondWith.call(event, answer());
});
