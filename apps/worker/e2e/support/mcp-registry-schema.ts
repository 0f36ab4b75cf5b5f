import type { Schema } from "../../test/support/json-schema.ts";

/** A value that a user of a client fills in. */
const INPUT: Readonly<Record<string, Schema>> = {
  description: { type: "string" },
  isRequired: { type: "boolean" },
  isSecret: { type: "boolean" },
  format: { enum: ["string", "number", "boolean", "filepath"] },
  default: { type: "string" },
  placeholder: { type: "string" },
  value: { type: "string" },
  choices: { type: "array", items: { type: "string" } },
};

const VARIABLES: Schema = {
  type: "object",
  additionalProperties: { type: "object", properties: INPUT, additionalProperties: false },
};

/**
 * What a server.json for a remote server may have, of the registry's schema 2025-12-11: the members and limits of `ServerDetail`, `Repository`,
 * `StreamableHttpTransport` and `KeyValueInput`. Unlike that schema, it allows no further members, so that misspelled ones are found.
 */
export const REGISTRY_SCHEMA: Schema = {
  type: "object",
  required: ["$schema", "name", "description", "version", "remotes"],
  additionalProperties: false,
  properties: {
    $schema: { const: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json" },
    name: { type: "string", pattern: "^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$", minLength: 3, maxLength: 200 },
    title: { type: "string", minLength: 1, maxLength: 100 },
    description: { type: "string", minLength: 1, maxLength: 100 },
    // The registry rejects ranges, and `latest`.
    version: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$", maxLength: 255 },
    websiteUrl: { type: "string", pattern: "^https://" },
    repository: {
      type: "object",
      required: ["url", "source"],
      additionalProperties: false,
      properties: {
        url: { type: "string", pattern: "^https://" },
        source: { type: "string" },
        id: { type: "string" },
        subfolder: { type: "string", pattern: "^\\w[\\w./-]*$" },
      },
    },
    remotes: {
      type: "array",
      items: {
        type: "object",
        required: ["type", "url"],
        additionalProperties: false,
        properties: {
          type: { const: "streamable-http" },
          url: { type: "string", pattern: "^https?://[^\\s]+$" },
          variables: VARIABLES,
          headers: {
            type: "array",
            items: {
              type: "object",
              required: ["name"],
              additionalProperties: false,
              properties: { ...INPUT, name: { type: "string" }, variables: VARIABLES },
            },
          },
        },
      },
    },
  },
};
