/** Three tools that reach every action and operation of the caller, for models that all tools would overwhelm. */
export const catalogTools = [
  {
    name: "search_actions",
    title: "Search the Okta actions",
    description:
      "Finds Okta actions by words, for example `reset factors`. Use it when no other tool fits; then call describe_action, and call_action.",
    inputSchema: {
      type: "object",
      properties: {
        query: { type: "string", description: "Words of what you want to do" },
        limit: { type: "integer", minimum: 1, maximum: 50, default: 10 },
      },
      required: ["query"],
      additionalProperties: false,
    },
    outputSchema: {
      type: "object",
      properties: {
        items: {
          type: "array",
          items: {
            type: "object",
            properties: { action: { type: "string" }, summary: { type: "string" }, risk: { type: "string" } },
          },
        },
        count: { type: "integer" },
      },
      required: ["items", "count"],
    },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  },
  {
    name: "describe_action",
    title: "Describe an Okta action",
    description: "Returns the description and the arguments of one action, as search_actions names it.",
    inputSchema: {
      type: "object",
      properties: { action: { type: "string", description: "As search_actions names it" } },
      required: ["action"],
      additionalProperties: false,
    },
    outputSchema: {
      type: "object",
      properties: {
        action: { type: "string" },
        description: { type: "string" },
        risk: { type: "string" },
        inputSchema: { type: "object" },
      },
      required: ["action", "description"],
    },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  },
  {
    name: "call_action",
    title: "Call an Okta action",
    description:
      "Calls one action with the arguments that describe_action lists. Prefer a tool of its own if there is one.",
    inputSchema: {
      type: "object",
      properties: {
        action: { type: "string", description: "As search_actions names it" },
        arguments: { type: "object", description: "As describe_action lists them" },
      },
      required: ["action"],
      additionalProperties: false,
    },
    outputSchema: { type: "object" },
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  },
] as const;
