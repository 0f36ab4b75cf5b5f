import { actions } from "./actions.ts";
import { assertion } from "./assertion.ts";
import { bodies } from "./bodies.ts";
import { cache } from "./cache.ts";
import type { Cases } from "./case.ts";
import { check } from "./check.ts";
import { errors } from "./errors.ts";
import { exchange } from "./exchange.ts";
import { keys } from "./keys.ts";
import { pages } from "./pages.ts";
import { refresh } from "./refresh.ts";
import { retries } from "./retries.ts";
import { singleFlight } from "./single-flight.ts";

/** The whole suite: groups of cases, by the name that they have in docs/runtimes.md. */
export const GROUPS: Readonly<Record<string, Cases>> = {
  keys,
  assertion,
  exchange,
  cache,
  "single flight": singleFlight,
  refresh,
  retries,
  bodies,
  pages,
  "typed actions": actions,
  errors,
  check,
};
