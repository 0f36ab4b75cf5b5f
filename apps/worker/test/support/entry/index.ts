export { IdempotencyStore } from "../../../src/idempotency.ts";
export { default } from "../../../src/index.ts";
