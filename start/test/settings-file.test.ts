import { decodeDevVars, findRepeatedSettings } from "@okta-edge/worker/settings";
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

describe("findRepeatedSettings", () => {
  const messages = (text: string) => findRepeatedSettings(text).map(({ message }) => message);

  it("names the settings that have several values", () => {
    expect(
      messages(`${TEXT}OKTA_CLIENT_ID=a\n export OKTA_CLIENT_ID: "b" # mine\nOKTA_ORG_URL=\nOKTA_ORG_URL=x`),
    ).toEqual([
      "OKTA_ORG_URL is set 3 times; the last one counts.",
      "OKTA_CLIENT_ID is set twice; the last one counts.",
    ]);
    expect(messages(`${TEXT}${TEXT.replace("MIIE", "MIIF")}`)).toEqual([
      "OKTA_PRIVATE_KEY is set twice; the last one counts.",
    ]);
  });

  it("ignores equal lines, comments, and assignments within a value", () => {
    for (const text of ["", TEXT, TEXT + TEXT, `${TEXT}# OKTA_SCOPES=x\n`, `A="\nB=1\n"\nB=2\nA="\nB=1\n"`]) {
      expect(messages(text)).toEqual([]);
    }
  });
});
