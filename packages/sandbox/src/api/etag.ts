import { OktaError } from "../org/okta-error.ts";

/** The weak entity tag of what is shown: another as soon as anything of it changes. */
export function makeEtag(shown: unknown): string {
  const text = JSON.stringify(shown);
  // As long as Okta's; FNV-1a from eight bases is enough to distinguish versions, and no wait for WebCrypto.
  const hash = (base: number) => {
    let state = base;
    for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
    return (state >>> 0).toString(16).padStart(8, "0");
  };
  return `W/"${Array.from({ length: 8 }, (_, place) => hash(0x811c9dc5 + place * 0x9e3779b9)).join("")}"`;
}

/**
 * Lets a write go on if it asks for no version, or for the one there is.
 *
 * @throws {OktaError} E0000231 for another version, E0000242 for what is not an entity tag.
 */
export function checkIfMatch(request: Request, shown: unknown): void {
  const header = request.headers.get("if-match");
  if (header === null || header.trim() === "*") return;
  const tags = header.split(",").map((tag) => tag.trim());
  if (!tags.every((tag) => /^(W\/)?"[^"]*"$/.test(tag))) {
    throw new OktaError({ status: 400, code: "E0000242", summary: "ETag syntax is invalid." });
  }
  const opaque = (tag: string) => tag.replace(/^W\//, "");
  const current = opaque(makeEtag(shown));
  if (!tags.some((tag) => opaque(tag) === current)) {
    throw new OktaError({ status: 412, code: "E0000231", summary: "ETag value doesn't match." });
  }
}
