/** Where Okta's orgs return what the description does not allow: the fault, and what real orgs do. By method and path. */
export const EXCEPTIONS: readonly (readonly [operation: RegExp, fault: RegExp, reason: string])[] = [
  [/ /, / is null$/, "Okta returns null for much that its description does not allow it for."],
  [/^(GET|PUT) \/api\/v1\/api-tokens/, /tokenWindow must match pattern/, "The pattern matches no text at all."],
  [
    /^GET .*\/devices|\/aaguids/,
    /hints\/allow\/\* must be equal/,
    "Devices and models of keys are changed by PATCH; the list of methods lacks it.",
  ],
  [/\/roles(\/\{\})?$/, /exactly one schema/, "A standard role matches the schema of a custom role too."],
  [
    /^GET \/api\/v1\/users\/\{\}\/authenticator-enrollments$/,
    /^ must be object$/,
    "The description has an object; its example is a list.",
  ],
  [/\/connections\/default$/, /authScheme must be equal/, "UNKNOWN before provisioning is set up."],
  [
    /\/telephony-providers/,
    /\/sms must match exactly one schema/,
    "Each method of sending matches the other schemas too.",
  ],
  [
    /\/inlineHooks\/\{\}\/execute$/,
    /exactly one schema/,
    "A response without commands matches the schema of each kind of hook.",
  ],
  [
    /\/service-accounts/,
    /required property 'password'$/,
    "A password that the description requires, and that is never returned.",
  ],
  [/\/factors$/, /^\/_links\/resend must be object$/, "The description's examples have a list of links."],
  [
    /\/factors\/(\{\}\/verify$|yubikey_token)/,
    /^(\/\*)?\/profile\/\w+ must be object$/,
    "A profile has texts, as the description's examples have.",
  ],
];

/** Operations that no request makes succeed, and why. */
export const NEVER: Readonly<Record<string, string>> = {
  "POST /api/v1/policies/{}/mappings": "Real orgs reject it: mappings are made by assigning the policy to an app.",
  ...Object.fromEntries(
    ["GET", "DELETE"].flatMap((method) =>
      [
        "/api/v1/apps/{}/tokens/{}",
        "/api/v1/authorizationServers/{}/clients/{}/tokens/{}",
        "/api/v1/users/{}/clients/{}/tokens/{}",
      ].map((path) => [`${method} ${path}`, "The sandbox's org issues no refresh tokens."]),
    ),
  ),
};
