// Writes dist/documents.txt, the documentation of all actions as JSON.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { buildActionRequest } from "../src/action-request.ts";
import { catalogue } from "../src/catalogue.ts";
import type { ActionDocument, DescribedOperation, Documents } from "../src/documents.ts";
import { describeActions } from "../src/openapi.ts";

function describeCatalogue(): Documents {
  const { paths, ...openApi } = describeActions(catalogue, { serverUrl: "", version: "" });
  const operations = paths as Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  const actions = catalogue.map((action): ActionDocument => {
    const { id, method, path } = action;
    const operation = operations[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`${id} is not described.`);
    const request = buildActionRequest(action, action.example);
    const { body } = request;
    return { id, method, path, operation, example: { path: request.path, ...(body !== undefined && { body }) } };
  });
  return { actions, openApi };
}

/** Leaves a file alone that holds this text already: another process may be reading it. */
function writeOutput(name: string, text: string): void {
  const file = new URL(`../dist/${name}`, import.meta.url);
  mkdirSync(new URL(".", file), { recursive: true });
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}

writeOutput("documents.txt", JSON.stringify(describeCatalogue()));
writeOutput("documents.d.txt.ts", "declare const text: string;\nexport default text;\n");
