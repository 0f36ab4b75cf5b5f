export * from "../pages/index.ts";
