export { default } from "@okta-edge/worker";
// With the binding IDEMPOTENCY:
// export { IdempotencyStore } from "@okta-edge/worker/idempotency";
