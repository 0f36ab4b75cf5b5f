export * from "../callers/access.ts";
