export * from "../call-once/index.ts";
