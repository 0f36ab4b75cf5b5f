import type { Risk } from "@okta-edge/actions";
import type { ActionDocument, Documents } from "@okta-edge/actions/documents";
import { toolsOf } from "../../src/mcp/tools.ts";
import type { Schema, Schemas } from "./schema.ts";
import { topicName } from "./topics.ts";

/** What the documentation says of an operation beside {@link ActionDocument}. */
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** A parameter of a path or query. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
  readonly example?: unknown;
}

type Content = Readonly<Record<"application/json", { readonly schema: Schema }>>;

/** What is shown of one action. */
export interface Entry {
  readonly action: ActionDocument;
  readonly operation: Operation;
  readonly tool: { readonly name: string; readonly body: string };
}

/** The actions about one thing. */
export interface Topic {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly entries: readonly Entry[];
}

/** The risks in the order in which actions are shown, with their headings. */
export const RISKS: readonly (readonly [Risk, string])[] = [
  ["read", "Reads"],
  ["write", "Writes"],
  ["destructive", "Destructive"],
];

/** Reads the documentation of all actions, by topic. */
export function readReference(documents: Documents): { readonly topics: readonly Topic[]; readonly schemas: Schemas } {
  const { tags, components } = documents.openApi as {
    readonly tags: readonly { readonly name: string; readonly description: string }[];
    readonly components: { readonly schemas: Schemas };
  };
  const tools = new Map([...toolsOf(documents).values()].map((tool) => [tool.action.id, tool]));
  const entries = documents.actions.map((action): Entry => {
    const tool = tools.get(action.id);
    if (!tool) throw new Error(`${action.id} has no tool.`);
    return { action, operation: action.operation as unknown as Operation, tool };
  });
  const topics = tags.map((tag) => ({
    ...tag,
    title: topicName(tag.name),
    entries: entries.filter(({ action }) => action.id.startsWith(`${tag.name}.`)),
  }));
  return { topics, schemas: components.schemas };
}

/** Returns the status of a success, and the schema of its body if it has one. */
export function successOf({ responses }: Operation): { readonly status: string; readonly schema: Schema | undefined } {
  const [status = "200", success] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [];
  return { status, schema: success?.content?.["application/json"].schema };
}
