import { createRequire } from "node:module";
import { type ClientRun, startRun } from "./client-run.ts";
import type { Tap } from "./tap.ts";

const require = createRequire(import.meta.url);

/** What this suite uses of newman; its types are a package of their own. */
interface Newman {
  run(options: object, done: (error: Error | null, summary: Summary) => void): void;
}

interface Summary {
  readonly run: { readonly executions: readonly Execution[] };
}

interface Execution {
  readonly item: { readonly name: string };
  readonly requestError?: Error;
  readonly assertions?: readonly { readonly assertion: string; readonly error?: Error }[];
}

/** A Postman collection, run by newman. */
export async function runPostman(tap: Tap, token: string): Promise<ClientRun> {
  const newman: Newman = require("newman");
  const run = startRun("newman 6.2.2, a Postman collection", tap);
  const summary = await new Promise<Summary>((resolve, reject) =>
    newman.run(
      {
        collection: require("./okta.postman_collection.json"),
        envVar: [
          { key: "url", value: tap.url },
          { key: "apikey", value: token },
        ],
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    ),
  );
  for (const { item, requestError, assertions = [] } of summary.run.executions) {
    await run.step(item.name, () => {
      const failed = requestError ?? assertions.find(({ error }) => error)?.error;
      if (failed) throw failed;
      if (assertions.length === 0) throw new Error("The collection's tests did not run.");
    });
  }
  return run;
}
