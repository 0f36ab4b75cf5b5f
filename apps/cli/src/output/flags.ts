/** The flags of a command that prints what Okta returned. */
export const OUTPUT_FLAGS = {
  ndjson: { kind: "switch", brief: "Print all pages of a list, one item a line, as JSON" },
  columns: {
    kind: "text",
    placeholder: "PATHS",
    brief: "Print a table of these members, such as id,profile.login",
  },
} as const;

/** The values of {@link OUTPUT_FLAGS}. */
export interface OutputChoice {
  readonly ndjson?: boolean;
  readonly columns?: string | undefined;
}
