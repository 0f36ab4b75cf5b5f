import type { Attack } from "../support/attack.ts";
import type { AttackLab } from "../support/attack-lab.ts";

/** A path of the reader's that leads to the apps, which are not the reader's, for anyone who reads it so. */
function to(name: string, target: string | ((lab: AttackLab) => string), more: Partial<Attack> = {}): Attack {
  const request = typeof target === "string" ? { target } : (lab: AttackLab) => ({ target: target(lab) });
  return { name, request, status: 404, ...more };
}

const hostOf = ({ elsewhere }: AttackLab) => new URL(elsewhere.url).host;

/** Read the same way by all parts before any of them decides: it is a call of the apps, which is refused as one. */
const RESOLVED = { status: 403 };

/** A call that the reader may make, whatever stands around it. */
const HARMLESS = { status: 200, home: ["GET /api/v1/users?limit=1"] };

/** One segment with a delimiter in it, which no reader takes for more than that: Okta knows no such user. */
const asSent = (path: string) => ({ home: [`GET ${path}`] });

/** Refused by the HTTP server already. */
const NO_HTTP = { status: 400, isRefusedBefore: true };

/** Ways out of the allowed paths. */
export const PATHS: readonly Attack[] = [
  to("dots", "/api/v1/users/../apps", RESOLVED),
  to("encoded dots", "/api/v1/users/%2e%2e/apps", RESOLVED),
  to("half-encoded dots", "/api/v1/users/%2E./apps", RESOLVED),
  to("dots with an encoded slash", "/api/v1/users/..%2fapps"),
  to("all of it encoded", "/api/v1/users%2f%2e%2e%2fapps"),
  to("double-encoded dots", "/api/v1/users/%252e%252e/apps"),
  to("a double-encoded slash", "/api/v1/users/x%252f..%252fapps"),
  to("triple-encoded dots", "/api/v1/users/%25252e%25252e/apps"),
  to("dots out of a public path", "/health/../api/v1/apps", RESOLVED),
  to("dots out of a public path, without a key", "/health/../api/v1/users", { caller: null, status: 401 }),
  to("an encoded slash after a public path, without a key", "/health%2f..%2fapi%2fv1%2fusers", {
    caller: null,
    status: 401,
  }),
  to("a semicolon after a public path, without a key", "/health;/../api/v1/users", { caller: null, status: 401 }),
  to("more dots than there are segments", "/../../../../api/v1/apps", RESOLVED),
  to("backslashes", "/api/v1/users\\..\\apps", RESOLVED),
  to("encoded backslashes", "/api/v1/users/..%5capps"),
  to("double-encoded backslashes", "/api/v1/users/..%255capps"),
  to("an empty segment", "/api/v1//users?limit=1", HARMLESS),
  to("an empty segment at the end", "/api/v1/users/?limit=1", HARMLESS),
  to("several slashes at the end", "/api/v1/users///?limit=1", HARMLESS),
  to("empty segments at the start", "///api/v1/users?limit=1", HARMLESS),
  to("empty segments and dots", "/api/v1/users//..//..//apps", { home: ["GET /api/v1/users/apps"] }),
  to("empty segments before the apps", "//api//v1//apps//", RESOLVED),
  to("empty segments and dots before the apps", "/api/v1//users/../..//apps/", RESOLVED),
  to("an empty connection", "/connections//eu/api/v1/users/", { eu: [], status: 404 }),
  to("//host", (lab) => `//${hostOf(lab)}/api/v1/users`),
  to("///host", (lab) => `///${hostOf(lab)}/api/v1/users`),
  to("/\\host", (lab) => `/\\${hostOf(lab)}/api/v1/users`),
  to("//user@host", (lab) => `//user:password@${hostOf(lab)}/api/v1/users`),
  to("an absolute-form target", (lab) => `http://${hostOf(lab)}/api/v1/users?limit=1`, HARMLESS),
  to("an absolute-form target with a user", (lab) => `http://u:p@${hostOf(lab)}/api/v1/users?limit=1`, HARMLESS),
  to("an absolute-form target of another scheme", (lab) => `ftp://${hostOf(lab)}/api/v1/users?limit=1`, HARMLESS),
  to("an absolute-form target of the apps", (lab) => `http://${hostOf(lab)}/api/v1/apps`, RESOLVED),
  to("a URL as the path", (lab) => `/${lab.elsewhere.url}/api/v1/users`),
  // It has no path: the home page, which is the Worker's own documentation.
  // It is the home page. As JSON it would say whether Okta is there.
  to("an authority-form target", hostOf, {
    status: 200,
    request: (lab) => ({ target: hostOf(lab), headers: [["Accept", "text/html"]] }),
  }),
  to("a target without its slash", "api/v1/users", NO_HTTP),
  to("an asterisk as the target", "*", { status: 500, isRefusedBefore: true }),
  to("a fragment before dots", "/api/v1/users?limit=1#/../../apps", HARMLESS),
  to("an encoded fragment", "/api/v1/users/x%23/groups", asSent("/api/v1/users/x%23/groups")),
  to("an encoded query", "/api/v1/users/x%3Flimit=1/groups", asSent("/api/v1/users/x%3Flimit=1/groups")),
  to("an encoded percent sign", "/api/v1/users/x%25y/groups", asSent("/api/v1/users/x%25y/groups")),
  to("an encoded backslash without dots", "/api/v1/users/x%5Capps", asSent("/api/v1/users/x%5Capps")),
  to("a double-encoded fragment", "/api/v1/users/x%2523/groups"),
  to("a double-encoded query", "/api/v1/users/x%253Flimit=1/groups"),
  to("a semicolon after dots", "/api/v1/users/..;/apps"),
  to("a path parameter", "/api/v1/users;x=1/00u1"),
  to("an encoded semicolon", "/api/v1/users/00u1%3b/groups", asSent("/api/v1/users/00u1%3b/groups")),
  to("encoded semicolons around dots", "/api/v1/users/%3b..%3b/apps"),
  to("a double-encoded semicolon", "/api/v1/users/00u1%253b/groups"),
  to("encoded backslashes and dots in a login", "/api/v1/users/x%5C..%5Capps/groups"),
  to("a literal in place of an ID, by an encoded letter", "/api/v1/groups/%72ules"),
  to("a literal in place of an ID, before an encoded semicolon", "/api/v1/groups/rules%3Bx"),
  to("a literal in place of an ID, before an encoded fragment", "/api/v1/groups/rules%23"),
  to("a literal in place of an ID, encoded twice", "/api/v1/groups/%2572ules"),
  to("an ID with an encoded digit", "/api/v1/users/00u%31/groups"),
  to("a NUL", "/api/v1/users/\0/groups", NO_HTTP),
  to("an encoded NUL", "/api/v1/users/x%00/groups"),
  to("an encoded line break with a header", "/api/v1/users/x%0d%0aX-Evil:%201"),
  to("a blank in the target", "/api/v1/users/ HTTP/1.1 /apps", NO_HTTP),
  to("an encoded blank", "/api/v1/users/%20/groups"),
  to("a tab in the target", "/api/v1/us\ters", NO_HTTP),
  to("overlong UTF-8 dots", "/api/v1/users/%c0%ae%c0%ae/apps"),
  to("an overlong UTF-8 slash", "/api/v1/users/..%c0%afapps"),
  to("escapes that are none", "/api/v1/users/%zz/groups"),
  to("half an escape", "/api/v1/users/x%2"),
  to("escapes of IIS", "/api/v1/users/%u002e%u002e/apps"),
  to("fullwidth dots", "/api/v1/users/．．/apps"),
  to("a fullwidth dot segment as an ID", "/api/v1/users/%EF%BC%8E%EF%BC%8E/groups"),
  to("one-dot leaders", "/api/v1/users/%E2%80%A4%E2%80%A4/groups"),
  to("a two-dot leader", "/api/v1/users/%E2%80%A5/groups"),
  to("a fullwidth slash", "/api/v1/users/x%EF%BC%8F..%EF%BC%8Fapps"),
  to("a division slash", "/api/v1/users/x%E2%88%95..%E2%88%95apps"),
  to("a fullwidth backslash", "/api/v1/users/x%EF%BC%BC..%EF%BC%BCapps"),
  to("a fullwidth percent sign", "/api/v1/users/%EF%BC%852e%EF%BC%852e/groups"),
  to("a zero-width space between dots", "/api/v1/users/.%E2%80%8B./groups"),
  to("a right-to-left override", "/api/v1/users/%E2%80%AEsppa/groups"),
  to("capitals", "/API/V1/APPS"),
  to("an encoded letter", "/api/v1/%61pps"),
  to("an encoded hyphen", "/api/v1/user%2Dtypes"),
  to("an encoded dot in an ID", "/api/v1/users/ada%2elovelace"),
  to("a literal beside a parameter in capitals", "/api/v1/groups/RULES"),
  to("a fullwidth letter of a literal beside a parameter", "/api/v1/groups/%EF%BD%92ules"),
  to("a fullwidth letter", "/api/v1/ａpps"),
  to("a query parameter that is a member of every object", "/api/v1/users?constructor=x", { status: 400 }),
  to("another one", "/api/v1/users?__proto__=x", { status: 400 }),
  to("an empty parameter twice, then once with a value", "/api/v1/users?limit=&limit=&limit=1", HARMLESS),
  to("a suffix", "/api/v1/users.json"),
  to("a segment of 513 characters", `/api/v1/users/${"x".repeat(513)}`),
  to("the token endpoint", "/oauth2/v1/token", {
    request: { method: "POST", target: "/oauth2/v1/token", body: "grant_type=client_credentials" },
  }),
  to("the authorization endpoint", "/oauth2/v1/authorize?client_id=x"),
  to("the Admin Console", "/admin/dashboard"),
  to("the sign-in API", "/api/v1/authn", { request: { method: "POST", target: "/api/v1/authn", body: "{}" } }),
  to("what Okta opens to anybody, without a key", "/.well-known/okta-organization", { caller: null, status: 401 }),
  to("what Okta opens to anybody, at another's connection", "/connections/eu/.well-known/okta-organization"),
  to("dots after what Okta opens to anybody", "/.well-known/../api/v1/apps", RESOLVED),
  to("encoded dots after what Okta opens to anybody", "/.well-known/okta-organization%2f..%2f..%2fapi%2fv1%2fapps"),
  to("the session of no user", "/api/v1/sessions/me"),
  to("what no access token opens", "/api/v1/users/00u1/factors/questions"),
];
