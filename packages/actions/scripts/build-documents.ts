// Writes dist/documents.txt, the documentation of all actions as JSON.
import { writeFileSync } from "node:fs";
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

writeFileSync(new URL("../dist/documents.txt", import.meta.url), JSON.stringify(describeCatalogue()));
writeFileSync(
  new URL("../dist/documents.d.txt.ts", import.meta.url),
  "declare const text: string;\nexport default text;\n",
);
