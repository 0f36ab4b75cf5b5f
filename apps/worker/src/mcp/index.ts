export { answerMcp, type WorkerParts } from "./answer.ts";
