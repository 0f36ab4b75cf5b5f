export * from "../governance/index.ts";
