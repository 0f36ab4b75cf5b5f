// Copies the modules that are loaded on demand to dist: TypeScript compiles no JavaScript.
import { cpSync } from "node:fs";

for (const name of ["access", "call-once", "check", "governance", "kv-callers", "mcp", "pages"]) {
  for (const file of [`${name}.mjs`, `${name}.d.mts`]) {
    cpSync(new URL(`../src/on-demand/${file}`, import.meta.url), new URL(`../dist/on-demand/${file}`, import.meta.url));
  }
}
