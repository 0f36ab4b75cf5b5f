// Loaded with `node --import`, it makes Node load the packages' sources instead of what is built from them.
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { sourcePaths } from "./source-paths.ts";

const paths = sourcePaths();

registerHooks({
  resolve(specifier, context, nextResolve) {
    const source = paths.get(specifier);
    return nextResolve(source ? pathToFileURL(source).href : specifier, context);
  },
});
