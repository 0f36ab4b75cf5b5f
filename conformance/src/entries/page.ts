// For a browser's page, which the runner calls.
import { runSuite } from "../run-suite.ts";
import type { Settings } from "../settings.ts";
import { library } from "./library.ts";

Object.assign(globalThis, { runConformance: (settings: Settings) => runSuite(library, settings) });
