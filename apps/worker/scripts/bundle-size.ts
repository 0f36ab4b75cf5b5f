// Prints the size of the Worker as wrangler uploads it, and fails above the limit: every cold start pays for it.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** Bytes, gzipped. */
const LIMIT = 80 * 1024;

const bundle = readFileSync(new URL("../bundle/index.js", import.meta.url));
const size = gzipSync(bundle, { level: 9 }).byteLength;
console.log(`Worker: ${(size / 1024).toFixed(1)} KB gzipped (limit ${LIMIT / 1024} KB)`);
if (size > LIMIT) process.exit(1);
