/** A tool of okta-mcp-server with the requests that it makes. */
export interface OktaMcpTool {
  readonly name: string;
  readonly requests: readonly { readonly method: string; readonly target: string }[];
}

/**
 * What each of the 108 tools of okta-mcp-server 1.1.4 requests, recorded by running each once; what the recording does not have is as in
 * the source of the tool. IDs are in braces: the run creates what they name first. The tools that end something come last.
 */
const TOOLS = `
activate_application | POST /api/v1/apps/{app}/lifecycle/activate
activate_policy | POST /api/v1/policies/{policy}/lifecycle/activate
activate_policy_rule | POST /api/v1/policies/{policy}/rules/{rule}/lifecycle/activate
add_user_to_group | GET /api/v1/users/{user}/groups; PUT /api/v1/groups/{group}/users/{user}
create_application | POST /api/v1/apps?activate=true
create_brand | GET /api/v1/brands; POST /api/v1/brands
create_custom_domain | GET /api/v1/domains; POST /api/v1/domains
create_device_assurance_policy | POST /api/v1/device-assurances
create_email_customization | GET /api/v1/brands/{brand}/templates/email/UserActivation/customizations; POST /api/v1/brands/{brand}/templates/email/UserActivation/customizations
create_email_domain | GET /api/v1/email-domains; POST /api/v1/email-domains
create_group | POST /api/v1/groups
create_policy | POST /api/v1/policies
create_policy_rule | POST /api/v1/policies/{policy}/rules
create_user | POST /api/v1/users?activate=true
export_users_csv | GET /api/v1/users?limit=200
get_application | GET /api/v1/apps/{app}
get_brand | GET /api/v1/brands/{brand}
get_brand_theme | GET /api/v1/brands/{brand}/themes/{theme}
get_custom_domain | GET /api/v1/domains/{domain}
get_customized_error_page | GET /api/v1/brands/{brand}/pages/error/customized
get_customized_sign_in_page | GET /api/v1/brands/{brand}/pages/sign-in/customized
get_default_error_page | GET /api/v1/brands/{brand}/pages/error/default
get_default_sign_in_page | GET /api/v1/brands/{brand}/pages/sign-in/default
get_device_assurance_policy | GET /api/v1/device-assurances/{assurance}
get_email_customization | GET /api/v1/brands/{brand}/templates/email/UserActivation/customizations/{customization}
get_email_customization_preview | GET /api/v1/brands/{brand}/templates/email/UserActivation/customizations/{customization}/preview
get_email_default_content | GET /api/v1/brands/{brand}/templates/email/UserActivation/default-content
get_email_default_content_preview | GET /api/v1/brands/{brand}/templates/email/UserActivation/default-content/preview
get_email_domain | GET /api/v1/email-domains/{emailDomain}
get_email_settings | GET /api/v1/brands/{brand}/templates/email/UserActivation/settings
get_email_template | GET /api/v1/brands/{brand}/templates/email/UserActivation
get_error_page_resources | GET /api/v1/brands/{brand}/pages/error
get_group | GET /api/v1/groups/{group}
get_login_failures | GET /api/v1/logs?since=2026-11-24T22%3A53%3A56.000Z&until=2026-11-25T22%3A53%3A56.000Z&filter=outcome.result%20eq%20%22DENY%22&limit=100
get_logs | GET /api/v1/logs?filter=eventType%20eq%20%22user.session.start%22&limit=20
get_policy | GET /api/v1/policies/{policy}
get_policy_rule | GET /api/v1/policies/{policy}/rules/{rule}
get_preview_error_page | GET /api/v1/brands/{brand}/pages/error/preview
get_preview_sign_in_page | GET /api/v1/brands/{brand}/pages/sign-in/preview
get_sign_in_page_resources | GET /api/v1/brands/{brand}/pages/sign-in
get_sign_out_page_settings | GET /api/v1/brands/{brand}/pages/sign-out/customized
get_user | GET /api/v1/users/ada.lovelace%40example.com
get_user_profile_attributes | GET /api/v1/users?limit=1
list_applications | GET /api/v1/apps
list_brand_domains | GET /api/v1/brands/{brand}/domains
list_brand_themes | GET /api/v1/brands/{brand}/themes
list_brands | GET /api/v1/brands
list_custom_domains | GET /api/v1/domains
list_device_assurance_policies | GET /api/v1/device-assurances
list_email_customizations | GET /api/v1/brands/{brand}/templates/email/UserActivation/customizations
list_email_domains | GET /api/v1/email-domains
list_email_templates | GET /api/v1/brands/{brand}/templates/email
list_group_apps | GET /api/v1/groups/{group}/apps?limit=20
list_group_users | GET /api/v1/groups/{group}/users?limit=20
list_groups | GET /api/v1/groups?search=type%20eq%20%22OKTA_GROUP%22&limit=20; GET /api/v1/groups?search=type%20eq%20%22OKTA_GROUP%22&limit=20
list_policies | GET /api/v1/policies?type=OKTA_SIGN_ON&limit=20
list_policy_rules | GET /api/v1/policies/{policy}/rules
list_sign_in_widget_versions | GET /api/v1/brands/{brand}/pages/sign-in/widget-versions
list_users | GET /api/v1/users?search=profile.department%20eq%20%22Engineering%22&limit=200
replace_brand | PUT /api/v1/brands/{brand}
replace_brand_theme | PUT /api/v1/brands/{brand}/themes/{theme}
replace_custom_domain | PUT /api/v1/domains/{domain}
replace_customized_error_page | PUT /api/v1/brands/{brand}/pages/error/customized
replace_customized_sign_in_page | PUT /api/v1/brands/{brand}/pages/sign-in/customized
replace_device_assurance_policy | GET /api/v1/device-assurances/{assurance}; PUT /api/v1/device-assurances/{assurance}
replace_email_customization | PUT /api/v1/brands/{brand}/templates/email/UserActivation/customizations/{customization}
replace_email_domain | PUT /api/v1/email-domains/{emailDomain}
replace_email_settings | PUT /api/v1/brands/{brand}/templates/email/UserActivation/settings
replace_preview_error_page | PUT /api/v1/brands/{brand}/pages/error/preview
replace_preview_sign_in_page | PUT /api/v1/brands/{brand}/pages/sign-in/preview
replace_sign_out_page_settings | PUT /api/v1/brands/{brand}/pages/sign-out/customized
send_test_email | POST /api/v1/brands/{brand}/templates/email/UserActivation/test
update_application | PUT /api/v1/apps/{app}
update_group | PUT /api/v1/groups/{group}
update_policy | PUT /api/v1/policies/{policy}
update_policy_rule | PUT /api/v1/policies/{policy}/rules/{rule}
update_user | POST /api/v1/users/{user}
upload_brand_theme_background_image | POST /api/v1/brands/{brand}/themes/{theme}/background-image
upload_brand_theme_favicon | POST /api/v1/brands/{brand}/themes/{theme}/favicon
upload_brand_theme_logo | POST /api/v1/brands/{brand}/themes/{theme}/logo
upsert_custom_domain_certificate | PUT /api/v1/domains/{domain}/certificate
verify_custom_domain | GET /api/v1/domains/{domain}; POST /api/v1/domains/{domain}/verify
verify_email_domain | GET /api/v1/email-domains/{emailDomain}; POST /api/v1/email-domains/{emailDomain}/verify
deactivate_application | POST /api/v1/apps/{app}/lifecycle/deactivate
deactivate_policy | POST /api/v1/policies/{policy}/lifecycle/deactivate
deactivate_policy_rule | POST /api/v1/policies/{policy}/rules/{rule}/lifecycle/deactivate
deactivate_user | POST /api/v1/users/{user}/lifecycle/deactivate
remove_user_from_group | DELETE /api/v1/groups/{group}/users/{user}
confirm_delete_application | DELETE /api/v1/apps/{app}
confirm_delete_group | DELETE /api/v1/groups/{group}
delete_deactivated_user | DELETE /api/v1/users/{user}
delete_device_assurance_policy | DELETE /api/v1/device-assurances/{assurance}
delete_email_domain | GET /api/v1/email-domains/{emailDomain}; DELETE /api/v1/email-domains/{emailDomain}
delete_policy_rule | DELETE /api/v1/policies/{policy}/rules/{rule}
delete_policy | DELETE /api/v1/policies/{policy}
delete_application | DELETE /api/v1/apps/{spareApp}
delete_group | DELETE /api/v1/groups/{spareGroup}
delete_email_customization | DELETE /api/v1/brands/{brand}/templates/email/UserActivation/customizations/{spareCustomization}
delete_all_email_customizations | DELETE /api/v1/brands/{brand}/templates/email/UserActivation/customizations
delete_customized_error_page | DELETE /api/v1/brands/{brand}/pages/error/customized
delete_customized_sign_in_page | DELETE /api/v1/brands/{brand}/pages/sign-in/customized
delete_preview_error_page | DELETE /api/v1/brands/{brand}/pages/error/preview
delete_preview_sign_in_page | DELETE /api/v1/brands/{brand}/pages/sign-in/preview
delete_brand_theme_background_image | DELETE /api/v1/brands/{brand}/themes/{theme}/background-image
delete_brand_theme_favicon | DELETE /api/v1/brands/{brand}/themes/{theme}/favicon
delete_brand_theme_logo | DELETE /api/v1/brands/{brand}/themes/{theme}/logo
delete_custom_domain | DELETE /api/v1/domains/{domain}
delete_brand | DELETE /api/v1/brands/{spareBrand}
`;

/** The tools of okta-mcp-server. */
export const OKTA_MCP_TOOLS: readonly OktaMcpTool[] = TOOLS.trim()
  .split("\n")
  .map((line) => {
    const [name = "", requests = ""] = line.split(" | ");
    const split = (request: string) => {
      const [method = "", target = ""] = request.split(" ");
      return { method, target };
    };
    return { name, requests: requests.split("; ").map(split) };
  });

/** What the requests name. */
export interface Ids {
  readonly user: string;
  readonly group: string;
  readonly app: string;
  readonly policy: string;
  readonly rule: string;
  readonly brand: string;
  readonly theme: string;
  readonly customization: string;
  readonly domain: string;
  readonly emailDomain: string;
  readonly assurance: string;
  readonly spareApp: string;
  readonly spareGroup: string;
  readonly spareBrand: string;
  readonly spareCustomization: string;
}

/** Fills the IDs in. */
export function fillIds(target: string, ids: Ids): string {
  return target.replaceAll(/\{(\w+)\}/g, (_, name: keyof Ids) => ids[name]);
}

/** The bodies of the requests: the recording has their paths, and these are what each tool's parameters make of them. */
export function bodyOf(tool: string, { user, brand, customization }: Partial<Ids>, stamp: string): unknown {
  const profile = { firstName: "M", lastName: "C", email: `mcp${stamp}@example.com`, login: `mcp${stamp}@example.com` };
  const app = { name: "bookmark", label: `MCP ${stamp}`, signOnMode: "BOOKMARK" };
  const settings = { app: { requestIntegration: false, url: "https://example.com/bookmark.htm" } };
  const rule = { type: "SIGN_ON", name: `MCP rule ${stamp}`, actions: { signon: { access: "ALLOW" } } };
  const pem = (label: string) => `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----`;
  const email = { subject: "Welcome", body: "<p>Welcome to the company</p>" };
  const sender = { displayName: "MCP", userName: "noreply" };
  const page = { pageContent: "<!DOCTYPE html><html><body>MCP</body></html>" };
  const theme = { primaryColorHex: "#123456", secondaryColorHex: "#ebebed" };
  const variants = ["signInPage", "endUserDashboard", "errorPage", "emailTemplate"].map(
    (place) => [`${place}TouchPointVariant`, "OKTA_DEFAULT"] as const,
  );
  const bodies: Readonly<Record<string, unknown>> = {
    create_user: { profile },
    update_user: { profile: { nickName: user } },
    create_policy: { type: "OKTA_SIGN_ON", name: `MCP policy ${stamp}` },
    update_policy: { type: "OKTA_SIGN_ON", name: `MCP policy renamed ${stamp}` },
    create_policy_rule: rule,
    update_policy_rule: { ...rule, name: `MCP rule renamed ${stamp}` },
    create_group: { profile: { name: `MCP group ${stamp}` } },
    update_group: { profile: { name: `MCP renamed ${stamp}` } },
    create_application: { ...app, settings },
    update_application: { ...app, label: `MCP renamed ${stamp}`, settings },
    create_brand: { name: `MCP brand ${stamp}` },
    replace_brand: { name: `MCP brand renamed ${stamp}`, removePoweredByOkta: true },
    replace_brand_theme: { ...theme, ...Object.fromEntries(variants) },
    create_custom_domain: { domain: `login${stamp}.acme.test`, certificateSourceType: "MANUAL" },
    replace_custom_domain: { brandId: brand },
    upsert_custom_domain_certificate: {
      type: "PEM",
      certificate: pem("CERTIFICATE"),
      certificateChain: pem("CERTIFICATE"),
      privateKey: pem("EXAMPLE"),
    },
    create_email_domain: { ...sender, domain: `mail${stamp}.example.com`, brandId: brand },
    replace_email_domain: sender,
    create_email_customization: { ...email, language: customization === undefined ? "en" : "fr" },
    replace_email_customization: { ...email, language: "en", isDefault: true },
    replace_email_settings: { recipients: "ADMINS_ONLY" },
    replace_customized_error_page: page,
    replace_preview_error_page: page,
    replace_customized_sign_in_page: page,
    replace_preview_sign_in_page: page,
    replace_sign_out_page_settings: { type: "EXTERNALLY_HOSTED", url: "https://example.com/bye" },
    send_test_email: { language: "en" },
    replace_device_assurance_policy: {
      name: `MCP renamed ${stamp}`,
      platform: "IOS",
      osVersion: { minimum: "18.1.0" },
    },
    create_device_assurance_policy: { name: `MCP ${stamp}`, platform: "IOS", osVersion: { minimum: "18.0.0" } },
  };
  // Steps of a life take no body.
  return bodies[tool] ?? {};
}

/** An image to upload. */
export const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Sends a request and returns the JSON of its successful response. */
export type Send = (method: string, target: string, body?: unknown) => Promise<unknown>;

/** Creates what the requests name. */
export async function createWhatToolsName(send: Send, stamp: string): Promise<Ids> {
  const create = async (tool: string, target: string, ids: Partial<Ids> = {}) =>
    ((await send("POST", target, bodyOf(tool, ids, stamp))) as { id: string }).id;
  const createSpare = async (target: string, body: object) => ((await send("POST", target, body)) as { id: string }).id;
  const brand = await create("create_brand", "/api/v1/brands");
  const themes = (await send("GET", `/api/v1/brands/${brand}/themes`)) as readonly { id: string }[];
  const policy = await create("create_policy", "/api/v1/policies");
  const domain = await create("create_custom_domain", "/api/v1/domains");
  // A certificate is accepted for a verified domain only.
  await send("POST", `/api/v1/domains/${domain}/verify`, {});
  const customizations = `/api/v1/brands/${brand}/templates/email/UserActivation/customizations`;
  return {
    user: await create("create_user", "/api/v1/users?activate=true"),
    group: await create("create_group", "/api/v1/groups"),
    app: await create("create_application", "/api/v1/apps?activate=true"),
    policy,
    rule: await create("create_policy_rule", `/api/v1/policies/${policy}/rules`),
    brand,
    theme: themes[0]?.id ?? "",
    customization: await create("create_email_customization", customizations),
    domain,
    emailDomain: await create("create_email_domain", "/api/v1/email-domains", { brand }),
    spareApp: await create("create_application", "/api/v1/apps?activate=false"),
    spareGroup: await createSpare("/api/v1/groups", { profile: { name: `MCP spare ${stamp}` } }),
    spareBrand: await createSpare("/api/v1/brands", { name: `MCP spare ${stamp}` }),
    spareCustomization: await createSpare(customizations, { subject: "Hallo", body: "<p>Hallo</p>", language: "de" }),
    assurance: await create("create_device_assurance_policy", "/api/v1/device-assurances"),
  };
}
