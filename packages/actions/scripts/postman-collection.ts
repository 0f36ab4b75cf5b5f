// Writes docs/guides/okta-edge.postman_collection.json: the example request of every action, in a folder for each topic. With --check it
// only reports whether the file is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import type { Action } from "../src/action.ts";
import { buildActionRequest } from "../src/action-request.ts";
import { catalogue, modules } from "../src/catalogue.ts";
import { describeRisk } from "../src/risk.ts";

const TARGET = new URL("../../../docs/guides/okta-edge.postman_collection.json", import.meta.url);

function itemOf(action: Action) {
  const { method, path, body } = buildActionRequest(action, action.example);
  const description = [action.description, `Scope: ${action.scope}. Risk: ${describeRisk(action)}.`];
  return {
    name: `${action.id}: ${action.summary}`,
    request: {
      method,
      header: body === undefined ? [] : [{ key: "Content-Type", value: "application/json" }],
      ...(body !== undefined && { body: { mode: "raw", raw: JSON.stringify(body, undefined, 2) } }),
      url: `{{url}}${path}`,
      description: description.filter(Boolean).join("\n\n"),
    },
  };
}

const collection = {
  info: {
    name: "Okta through okta-edge",
    description: "Set the variables url (of your Worker) and key (of a caller).",
    schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
  },
  auth: {
    type: "apikey",
    apikey: [
      { key: "key", value: "Authorization" },
      { key: "value", value: "Bearer {{key}}" },
      { key: "in", value: "header" },
    ],
  },
  variable: [
    { key: "url", value: "https://my-gateway.example.workers.dev" },
    { key: "key", value: "" },
  ],
  item: Object.keys(modules).map((topic) => ({
    name: topic,
    item: catalogue.filter(({ id }) => id.startsWith(`${topic}.`)).map(itemOf),
  })),
};

const text = `${JSON.stringify(collection, undefined, 2)}\n`;
if (!process.argv.includes("--check")) writeFileSync(TARGET, text);
else if (readFileSync(TARGET, "utf8") !== text) {
  console.error(`${TARGET.pathname} is not up to date: run \`npm run generate\`.`);
  process.exitCode = 1;
}
