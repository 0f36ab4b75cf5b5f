import { chromium } from "./chromium.ts";
import { edgeRuntime } from "./edge-runtime.ts";
import { processRuntimes } from "./process.ts";
import type { Runtime } from "./runtime.ts";
import { workerd } from "./workerd.ts";

/** Every runtime that the packages are claimed for. */
export const RUNTIMES: readonly Runtime[] = [...processRuntimes, workerd, edgeRuntime, chromium];
