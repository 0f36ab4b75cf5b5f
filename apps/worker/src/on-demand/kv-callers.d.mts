export * from "../callers/kv-callers.ts";
