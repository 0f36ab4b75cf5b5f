export { identifyByToken } from "./access-token.ts";
export { answerMcp, type WorkerParts } from "./answer.ts";
export { describeResource } from "./resource-metadata.ts";
