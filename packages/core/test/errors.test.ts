import { describe, expect, expectTypeOf, it } from "vitest";
import { CHECK_TEXTS } from "../src/check-table.ts";
import { type OktaClientOptions, parseOptions } from "../src/client-options.ts";
import {
  ACTION_ERRORS,
  CONFIGURATION_ERRORS,
  type ErrorOption,
  type ErrorTemplate,
  OKTA_API_ERRORS,
  PRIVATE_KEY_ERRORS,
  TOKEN_REQUEST_ERRORS,
  TRANSPORT_ERRORS,
} from "../src/error-table.ts";
import { errorText, renderTemplate } from "../src/error-text.ts";
import { configurationError, OktaEdgeError, privateKeyError, tokenRequestError } from "../src/errors.ts";
import { createOktaClient } from "../src/index.ts";
import { REFUSALS } from "../src/okta-wording.ts";

const ERRORS: Readonly<Record<string, ErrorTemplate>> = {
  ...PRIVATE_KEY_ERRORS,
  ...CONFIGURATION_ERRORS,
  ...TOKEN_REQUEST_ERRORS,
  ...OKTA_API_ERRORS,
  ...TRANSPORT_ERRORS,
  ...ACTION_ERRORS,
};
const TEMPLATES: readonly (readonly [id: string, template: ErrorTemplate])[] = [
  ...Object.entries(ERRORS),
  ...Object.entries<ErrorTemplate>(CHECK_TEXTS),
  ...Object.entries(REFUSALS).map(([id, [, hint, option]]: [string, readonly [RegExp, string, ErrorOption?]]) => {
    return [id, ["", hint, option]] as const;
  }),
];

/** Every option that a template may name: the compiler checks that each is an option, and that none is missing. */
const OPTIONS: Readonly<Record<ErrorOption, true>> = {
  orgUrl: true,
  clientId: true,
  keyId: true,
  privateKey: true,
  scopes: true,
  algorithm: true,
  assertionLifetime: true,
  issuer: true,
  subject: true,
  audience: true,
  tokenEndpoint: true,
  dpop: true,
  timeout: true,
};

describe("the table of errors", () => {
  it("names options of the client only", () => {
    expectTypeOf<ErrorOption>().toExtend<keyof OktaClientOptions>();
    for (const [id, [message, hint = "", option]] of TEMPLATES) {
      const named = [...`${message} ${hint}`.matchAll(/{(\w+)}/g)].map(([, name]) => name);
      for (const name of [...named, option].filter((name) => name !== undefined && name !== "option")) {
        expect(OPTIONS, `${id} names ${name}`).toHaveProperty(name as string);
      }
    }
  });

  it("contains ASCII only, so that hints can be sent in a header", () => {
    for (const [, template] of TEMPLATES) expect(template.join("")).toMatch(/^[ -~]*$/);
  });

  it("ends every message and hint with one period", () => {
    for (const [id, [message, hint]] of TEMPLATES) {
      for (const text of id in ERRORS ? [message, hint] : [hint]) {
        if (text)
          expect(
            renderTemplate(text, (name) => name, { option: "x" }),
            id,
          ).toMatch(/[^.](\.|\?)$/);
      }
    }
  });

  it("never advises to replace a key that Okta accepts", () => {
    const rejectedByOkta = /^private_key_(too_small|rsa_pss|unsupported|is_public)$/;
    for (const [id, [, hint = ""]] of TEMPLATES) {
      if (!rejectedByOkta.test(id)) expect(hint, id).not.toMatch(/(create|register|generate|new) .*key( pair)?/i);
    }
  });
});

describe("an error", () => {
  it("names options in backticks", () => {
    const error = configurationError("invalid_lifetime");
    expect(error.message).toBe("`assertionLifetime` must be a whole number from 1 to 3600.");
    expect(error.hint).toBe("Remove `assertionLifetime` to use the default of 300.");
    expect(error.option).toBe("assertionLifetime");
  });

  it("renders the reader's names with `describe`", () => {
    const names: Record<string, string> = { keyId: "OKTA_KEY_ID" };
    const error = configurationError("invalid_option.example", { option: "keyId" });
    expect(error.option).toBe("keyId");
    expect(error.describe((option) => names[option] ?? "?")).toEqual({
      message: "OKTA_KEY_ID is still the example value.",
      hint: "Set OKTA_KEY_ID to your own value.",
    });
    expect(privateKeyError("private_key_empty").describe(() => "OKTA_CONNECTIONS.eu.key").message).toBe(
      "OKTA_CONNECTIONS.eu.key is required and must not be empty.",
    );
  });

  it("does not treat Okta's text as a template", () => {
    const error = tokenRequestError("token_refused", { description: "Set {orgUrl} and {$description} and `x`." });
    expect(error.describe(() => "NAME").message).toBe(
      "Okta rejected the token request: Set {orgUrl} and {$description} and `x`.",
    );
  });

  it("ends with one period after Okta's own text", () => {
    for (const description of ["It is expired", "It is expired.", "It is expired. ", "It is expired..."]) {
      expect(tokenRequestError("token_refused", { description }).message).toBe(
        "Okta rejected the token request: It is expired.",
      );
    }
  });

  it("describes itself as it is when it was made without a template", () => {
    const error = new OktaEdgeError("invalid_input", "The {part} is missing.", { hint: "Add it." });
    expect(error.describe(() => "NAME")).toEqual({ message: "The {part} is missing.", hint: "Add it." });
  });

  it("returns its option and no template from toJSON", () => {
    expect(Object.keys(configurationError("invalid_lifetime").toJSON()).sort()).toEqual(
      ["code", "hint", "message", "name", "option"].sort(),
    );
    expect(errorText(["{option} is wrong.", undefined], { option: "dpop" }).option).toBe("dpop");
  });
});

describe("a mistake in an option", () => {
  const good: OktaClientOptions = {
    orgUrl: "https://acme.okta.com",
    clientId: "0oa1",
    privateKey: "x",
    scopes: "okta.users.read",
  };
  const errorWith = (changes: Partial<Record<keyof OktaClientOptions, unknown>>): OktaEdgeError => {
    try {
      createOktaClient({ ...good, ...changes } as OktaClientOptions);
    } catch (error) {
      if (error instanceof OktaEdgeError) return error;
      throw error;
    }
    throw new Error("No error was thrown.");
  };
  const ACME = "Set `orgUrl` to https://acme.okta.com.";

  it.each([
    ["https://acme-admin.okta.com", /Admin Console/, ACME],
    ["https://acme-admin.okta.com/admin/dashboard", /Admin Console/, ACME],
    ["https://acme-admin.oktapreview.com/", /Admin Console/, "Set `orgUrl` to https://acme.oktapreview.com."],
    ["https://acme-admin.okta-emea.com", /Admin Console/, "Set `orgUrl` to https://acme.okta-emea.com."],
    ["https://acme-admin.okta.mil", /Admin Console/, "Set `orgUrl` to https://acme.okta.mil."],
    ["https://acme.okta.com/admin", /path/, ACME],
    ["https://acme.okta.com/oauth2/default", /path/, ACME],
    ["https://acme.okta.com/api/v1?limit=1#top", /path/, ACME],
    ["https://acme.okta.com?", /path/, ACME],
    ["acme.okta.com", /must start with https/, ACME],
    ["//acme.okta.com/", /must start with https/, ACME],
    ["acme-admin.okta.com/admin", /must start with https/, ACME],
    ["acme.okta.com:8443", /must start with https/, "Set `orgUrl` to https://acme.okta.com:8443."],
    ["localhost:8788", /must start with https/, "Set `orgUrl` to http://localhost:8788."],
    ["http://acme.okta.com", /must use https/, ACME],
    ["http://acme-admin.okta.com/admin", /must use https/, ACME],
    ["https://ada:correct-horse@acme.okta.com", /user name or password/, ACME],
    ["", /is required/, "Set `orgUrl` to the org's URL, for example https://example.okta.com."],
    [" \uFEFF", /is required/, "Set `orgUrl` to the org's URL, for example https://example.okta.com."],
    [undefined, /is required/, "Set `orgUrl` to the org's URL, for example https://example.okta.com."],
    [
      "https://{yourOktaDomain}",
      /example value/,
      "Set `orgUrl` to the org's URL, for example https://example.okta.com.",
    ],
    ["https://<your-org>.okta.com", /example value/, undefined],
    ["https://your-org.okta.com", /example value/, undefined],
    ["https://YOUR_ORG.okta.com", /example value/, undefined],
    ["https://...", /example value/, undefined],
    ["https://", /https:\/\/ origin/, undefined],
    ["ftp://acme.okta.com", /https:\/\/ origin/, undefined],
    ["blob:https://acme.okta.com/1", /https:\/\/ origin/, undefined],
    ["acme", /https:\/\/ origin/, undefined],
  ])("orgUrl %j", (orgUrl, message, hint) => {
    const error = errorWith({ orgUrl });
    expect(error).toMatchObject({ code: "invalid_org_url", option: "orgUrl", message: expect.stringMatching(message) });
    if (hint !== undefined) expect(error.hint).toBe(hint);
    expect(JSON.stringify(error)).not.toContain("correct-horse");
  });

  it.each([
    "\uFEFFhttps://acme.okta.com",
    " https://acme.okta.com \r\n",
    "https://acme.okta.com//",
    "https://acme.okta.com.",
    "https://acme.okta.com./",
    "HTTPS://ACME.okta.com",
    '"https://acme.okta.com"',
    "' https://acme.okta.com '",
    "https://acme.okta.com:443",
  ])("accepts orgUrl %j", (orgUrl) => {
    expect(createOktaClient({ ...good, orgUrl }).orgUrl).toBe("https://acme.okta.com");
  });

  it.each(["https://login-admin.example.com", "https://your.example.com", "https://yourorganic.com"])(
    "accepts the custom domain %s",
    (orgUrl) => {
      expect(createOktaClient({ ...good, orgUrl }).orgUrl).toBe(orgUrl);
    },
  );

  it.each(["0oa...", "0oa…", "<your client ID>", "YOUR_CLIENT_ID", "{clientId}", "yourClientId", "xxxx"])(
    "reports the placeholder %s",
    (value) => {
      expect(errorWith({ clientId: value })).toMatchObject({ code: "invalid_client_id", option: "clientId" });
      expect(errorWith({ clientId: value }).message).toBe("`clientId` is still the example value.");
      expect(errorWith({ keyId: value })).toMatchObject({ code: "invalid_option", option: "keyId" });
      expect(errorWith({ scopes: value }).code).toBe("invalid_scopes");
    },
  );

  it.each([
    ["dpop", true, "`dpop` must be a string."],
    ["dpop", "on", "`dpop` must be auto, always or never."],
    ["algorithm", "PS256", "`algorithm` must be RS256, RS384, RS512, ES256, ES384 or ES512."],
  ])("%s: %j", (option, value, message) => {
    expect(errorWith({ [option]: value })).toMatchObject({ code: "invalid_option", option, message });
  });

  it.each(["orgUrl", "clientId", "keyId", "issuer", "subject", "audience", "tokenEndpoint", "algorithm", "dpop"])(
    "%s: reports a quotation mark that is not closed",
    (option) => {
      for (const value of ['"59a7', "'59a7", "`59a7", '59a7"', ` "59a7'`, '"']) {
        expect(errorWith({ [option]: value })).toMatchObject({
          code: "invalid_option",
          option,
          message: `\`${option}\` begins or ends with a quotation mark that is not closed.`,
          hint: `Remove the mark from \`${option}\`.`,
        });
      }
    },
  );

  it("ignores quotation marks around an option", () => {
    expect(parseOptions({ ...good, clientId: '"0oa1"', keyId: "' k1 '", dpop: '"never"' as "never" })).toMatchObject({
      clientId: "0oa1",
      keyId: "k1",
      dpop: "never",
    });
    expect(parseOptions({ ...good, keyId: '""' }).keyId).toBeUndefined();
  });

  it("keyId: reports a Client ID", () => {
    const error = errorWith({ keyId: "0oa1b2c3d4e5f6g7h8i9", clientId: "59a7b2c3d4" });
    expect(error).toMatchObject({ code: "invalid_option", option: "keyId", message: "`keyId` is a Client ID." });
    expect(error.hint).toContain("`clientId`");
  });

  it("tokenEndpoint on another origin: says which origin it must be on", () => {
    const error = errorWith({ tokenEndpoint: "https://evil.example/oauth2/v1/token" });
    expect(error).toMatchObject({
      code: "foreign_url",
      option: "tokenEndpoint",
      message: "`tokenEndpoint` must be a URL on the origin of `orgUrl`, https://acme.okta.com.",
    });
  });
});
