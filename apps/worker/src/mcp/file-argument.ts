/** A file that an operation uploads, as an argument: JSON has no bytes. */
export interface FileArgument {
  readonly base64: string;
  readonly type: string;
}

/** The schema of the argument. */
export const fileSchema = {
  type: "object",
  description: "A file, for operations that upload one; in place of body",
  properties: {
    base64: { type: "string", description: "Its bytes in Base64" },
    type: { type: "string", description: "Its media type, for example image/png" },
  },
  required: ["base64", "type"],
  additionalProperties: false,
} as const;

/** Returns a file that an argument holds; undefined if it holds none. */
export function readFile(value: unknown): FileArgument | undefined {
  const { base64, type } = (value ?? {}) as Partial<Record<string, unknown>>;
  const isFile =
    typeof base64 === "string" &&
    /^([A-Za-z\d+/]{4})*([A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(base64) &&
    typeof type === "string" &&
    /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/.test(type);
  return isFile ? { base64, type } : undefined;
}

/** Returns the form in which Okta receives a file. */
export function toForm({ base64, type }: FileArgument): FormData {
  const form = new FormData();
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  form.append("file", new Blob([bytes], { type }), "file");
  return form;
}
