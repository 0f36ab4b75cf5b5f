import { decodeDevVars } from "@okta-edge/worker/settings";
import { parse } from "dotenv";
import { describe, expect, it } from "vitest";

const PEM = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----";
const EXPECTED = { OKTA_ORG_URL: "https://example.okta.com", OKTA_PRIVATE_KEY: PEM, OKTA_SCOPES: "okta.users.read" };
const TEXT = `OKTA_ORG_URL="https://example.okta.com"\nOKTA_PRIVATE_KEY="${PEM}"\nOKTA_SCOPES='okta.users.read'\n`;
const OTHERS = `OKTA_ORG_URL="https://example.okta.com"\nOKTA_SCOPES='okta.users.read'\n`;

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, "utf16le").swap16());
const read = (bytes: Uint8Array) => parse(decodeDevVars(bytes));

describe("decodeDevVars", () => {
  it.each<[string, Uint8Array]>([
    ["UTF-8", utf8(TEXT)],
    ["UTF-8 with a byte order mark", utf8(`\uFEFF${TEXT}`)],
    ["UTF-16LE with a byte order mark", utf16le(`\uFEFF${TEXT}`)],
    ["UTF-16BE with a byte order mark", utf16be(`\uFEFF${TEXT}`)],
    ["UTF-16LE", utf16le(TEXT)],
    ["UTF-16BE", utf16be(TEXT)],
    ["line ends of Windows", utf8(TEXT.replaceAll("\n", "\r\n"))],
    ["a private key without quotes", utf8(TEXT.replace(`"${PEM}"`, PEM))],
    ["a private key without quotes at the end of the file", utf8(`${OTHERS}OKTA_PRIVATE_KEY=${PEM}`)],
    [
      "a private key without quotes and with line ends of Windows",
      utf8(TEXT.replace(`"${PEM}"`, PEM).replaceAll("\n", "\r\n")),
    ],
    ["a private key with \\n in quotes", utf8(TEXT.replace(PEM, PEM.replaceAll("\n", "\\n")))],
    ["typographic quotes", utf8(TEXT.replace('"https://example.okta.com"', "“https://example.okta.com”"))],
    ["export before the names", utf8(TEXT.replaceAll(/^OKTA/gm, "export OKTA"))],
    ["spaces around the equals signs", utf8(TEXT.replaceAll(/^(OKTA\w+)=/gm, "$1 = "))],
  ])("reads %s", (_, bytes) => {
    expect(read(bytes)).toEqual(EXPECTED);
  });

  it("leaves a key in quotes and what follows it unchanged", () => {
    expect(decodeDevVars(utf8(TEXT))).toBe(TEXT);
  });

  it("leaves typographic quotes within a value", () => {
    expect(read(utf8("NAME=a “quoted” word\n"))).toEqual({ NAME: "a “quoted” word" });
  });

  it("reads an empty file as no settings", () => {
    expect(read(new Uint8Array())).toEqual({});
  });
});
