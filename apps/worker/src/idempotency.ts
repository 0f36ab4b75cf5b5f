export { IdempotencyStore } from "./idempotency/idempotency-store.ts";
