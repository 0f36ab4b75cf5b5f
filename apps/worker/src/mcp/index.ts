export { identifyByToken } from "./access-token.ts";
export { answerMcp, type WorkerParts } from "./answer.ts";
