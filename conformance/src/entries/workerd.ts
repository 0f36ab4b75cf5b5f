// For workerd: a Worker that takes settings by POST and answers with results.
import { runSuite } from "../run-suite.ts";
import { library } from "./library.ts";

export default {
  fetch: async (request: Request): Promise<Response> => Response.json(await runSuite(library, await request.json())),
};
