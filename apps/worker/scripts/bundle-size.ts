// Prints what the Worker weighs as it is uploaded, and fails if that is more than it may: every cold start pays for it.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** Bytes, gzipped. */
const LIMIT = 80 * 1024;

const bundle = readFileSync(new URL("../dist/index.js", import.meta.url));
const size = gzipSync(bundle, { level: 9 }).byteLength;
console.log(`Worker: ${(size / 1024).toFixed(1)} KB gzipped, of ${LIMIT / 1024} at most`);
if (size > LIMIT) process.exit(1);
