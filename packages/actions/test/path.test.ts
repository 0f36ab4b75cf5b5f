import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildActionRequest } from "../src/action-request.ts";
import * as users from "../src/catalog/users.ts";
import { listOperations, matchOperation } from "../src/operations.ts";
import { foldSegment, readPath } from "../src/path.ts";

/** Text as logins have it: every delimiter of a URL but the slash, and letters that percent signs could form escapes with. */
const login = fc
  .string({ unit: fc.constantFrom(..."azAF059#?%;\\+'&=:@!~_-. üß本"), minLength: 1, maxLength: 40 })
  .filter((text) => text.trim() === text && !/(^|[\\;?#])\.\.?([\\;?#]|$)/.test(text));

/** Whether a text has escapes of delimiters, so that a second decoding changes its structure. */
const hasNestedDelimiter = (text: string) => /%(?:[01][\dA-F]|2[3F]|3[BF]|5C|7F|C[01]%)/i.test(text);

/** Any text, and texts of the characters that paths are attacked with. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(..."./\\%25EeFfCc2#?; ．／＼％‥​本a"), maxLength: 24 }),
);

/** How other readers see a path: each returns its segments. */
const READERS: Readonly<Record<string, (pathname: string) => readonly string[]>> = {
  "decodes once": (pathname) => pathname.split("/").map(decode),
  "decodes before it splits": (pathname) => decode(pathname).split("/"),
  "decodes twice before it splits": (pathname) => decode(decode(pathname)).split("/"),
  "cuts segments at semicolons, then decodes": (pathname) =>
    pathname.split("/").map((segment) => decode(segment.replace(/;.*/s, ""))),
  "is a browser": (pathname) => new URL(`https://example.okta.com${pathname}`).pathname.split("/").map(decode),
  "normalizes to NFKC before it splits": (pathname) => decode(pathname).normalize("NFKC").split("/"),
};

function decode(text: string): string {
  return text.replaceAll(/(?:%[\dA-F]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

describe("a path is read once, and to every reader it is the same", () => {
  it("every login without a slash is one segment", () => {
    fc.assert(
      fc.property(login, (text) => {
        const reading = readPath(`/api/v1/users/${encodeURIComponent(text)}/groups`);
        if (hasNestedDelimiter(text)) expect(reading).toEqual({ fault: "encoding" });
        else if ("fault" in reading) expect(hasNestedDelimiter(foldOnce(text))).toBe(true);
        else expect(reading.segments).toEqual(["api", "v1", "users", text, "groups"]);
      }),
      { numRuns: 2000 },
    );
  });

  const foldOnce = (text: string) => decode(text);

  it.each([
    "guest_contoso.com#EXT#@fabrikam.onmicrosoft.com",
    "what?@example.com",
    "100%@example.com",
    "per%cent@example.com",
    "a;b@example.com",
    "EXAMPLE\\ada",
    "o'brien+okta@example.com",
    "zoë.müller@example.com",
    "a b@example.com",
  ])("%s", (text) => {
    const path = `/api/v1/users/${encodeURIComponent(text)}/lifecycle/suspend`;
    expect(matchOperation("POST", path)?.operation?.id).toBe("suspendUser");
    expect(buildActionRequest(users.suspend, { userId: text }).path).toBe(path);
  });

  it.each(Object.entries(READERS))("no accepted path has other segments for a reader that %s", (_, read) => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, isEncoded) => {
        const segment = isEncoded ? safeEncode(text) : text;
        const path = `/api/v1/users/${segment}/groups`;
        const reading = readPath(path);
        if ("fault" in reading) return;
        const segments = read(path).slice(1);
        expect(segments).toHaveLength(reading.segments.length);
        expect([segments.slice(0, 3), segments.at(-1)]).toEqual([["api", "v1", "users"], "groups"]);
        for (const one of segments) expect(one.split(/[\\/]/)).not.toContain("..");
      }),
      { numRuns: 3000 },
    );
  });

  const safeEncode = (text: string) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ""));

  it("an escape of a letter, digit, hyphen, dot or underscore is rejected wherever it stands", () => {
    const path = "/api/v1/users/00u1-a_b.c/groups/rules";
    for (const [place, character] of [...path].entries()) {
      if (character === "/") continue;
      for (const hex of [character.charCodeAt(0).toString(16), character.charCodeAt(0).toString(16).toUpperCase()]) {
        const escaped = `${path.slice(0, place)}%${hex}${path.slice(place + 1)}`;
        expect(readPath(escaped), escaped).toEqual({ fault: "encoding" });
      }
    }
  });

  it("every byte that encodeURIComponent escapes is accepted as an escape, in either case", () => {
    for (let code = 0x21; code < 0x7f; code++) {
      const character = String.fromCharCode(code);
      if (encodeURIComponent(character) === character || character === "/") continue;
      for (const hex of [code.toString(16), code.toString(16).toUpperCase()]) {
        expect(readPath(`/x%${hex}y`), hex).toEqual({ segments: [`x${character}y`] });
      }
    }
  });
});

describe("no parameter is a literal segment in disguise", () => {
  /** Every path with the place of a literal that has a parameter as an alternative. */
  const ambiguous = listOperations().flatMap(({ id, path }) => {
    const segments = path.split("/");
    return segments.flatMap((literal, place) => {
      if (place === 0 || literal.startsWith("{")) return [];
      const start = segments.slice(0, place).join("/");
      const isAmbiguous = listOperations().some((other) =>
        new RegExp(`^${escapeRegExp(start)}/\\{\\w+\\}(/|$)`).test(other.path),
      );
      return isAmbiguous ? [{ id, segments, place, literal }] : [];
    });
  });

  function escapeRegExp(text: string): string {
    return text.replaceAll(/[.{}]/g, "\\$&");
  }

  it("there are such literals", () => {
    expect(new Set(ambiguous.map(({ literal }) => literal))).toContain("rules");
    expect(ambiguous.length).toBeGreaterThan(20);
  });

  const wide = (text: string) =>
    text.replaceAll(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
  const escaped = (text: string) => `%${text.charCodeAt(0).toString(16)}${text.slice(1)}`;

  it.each([
    ["escaped", escaped],
    ["escaped twice", (text: string) => escaped(text).replace("%", "%25")],
    ["escaped three times", (text: string) => escaped(text).replace("%", "%2525")],
    ["in capitals", (text: string) => text.toUpperCase()],
    ["before an encoded semicolon", (text: string) => `${text}%3Bx`],
    ["before an encoded fragment", (text: string) => `${text}%23`],
    ["before an encoded query", (text: string) => `${text}%3Fx`],
    ["behind an encoded backslash", (text: string) => `x%5C${text}`],
    ["in full width", (text: string) => encodeURIComponent(wide(text))],
    ["in full width, escaped twice", (text: string) => encodeURIComponent(encodeURIComponent(wide(text)))],
  ])("%s", (_, disguise) => {
    for (const { id, segments, place, literal } of ambiguous) {
      const disguised = disguise(literal);
      if (disguised === literal) continue;
      const path = segments
        .map((segment, at) => (at === place ? disguised : segment.replace(/^\{\w+\}$/, "00u1example")))
        .join("/");
      for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
        expect(matchOperation(method, path)?.operation, `${method} ${path} is not ${id}`).toBeUndefined();
      }
    }
  });

  it("a literal in its own spelling is never taken for a parameter", () => {
    for (const { segments } of ambiguous) {
      const path = segments.map((segment) => segment.replace(/^\{\w+\}$/, "00u1example")).join("/");
      expect(matchOperation("GET", path) ?? matchOperation("POST", path), path).toBeDefined();
    }
  });

  it("folding reveals every disguise", () => {
    for (const text of ["Rules", "%72ules", "%2572ules", wide("rules"), encodeURIComponent(wide("rules"))]) {
      expect(foldSegment(text)).toBe("rules");
    }
  });
});

describe("the typed client", () => {
  it.each([
    ["a/b@example.com", /must not contain a slash within a segment: use the ID, or search/],
    ["..", /dots/],
    ["a\u0000b", /invisible/],
    ["\ud800", /invisible/],
    ["x".repeat(513), /512 characters/],
  ])("rejects %j before anything is sent", (userId, message) => {
    expect(() => buildActionRequest(users.get, { userId })).toThrow(message);
  });

  it("does not accept the names of an object's own members as parameters", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      const input = JSON.parse(`{"${name}":"x"}`);
      expect(() => buildActionRequest(users.list, input), name).toThrow(`query ${name} is not known`);
    }
  });
});
