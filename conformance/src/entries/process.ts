// For Node, Deno and Bun: settings come in by standard input, results go out by standard output.
import process from "node:process";
import { text } from "node:stream/consumers";
import { runSuite } from "../run-suite.ts";
import { library } from "./library.ts";

const results = await runSuite(library, JSON.parse(await text(process.stdin)));
const { bun, deno, node } = process.versions as Record<string, string>;
process.stdout.write(JSON.stringify({ version: bun ?? deno ?? node, results }), () => process.exit());
