import type { KeyForm } from "./automation-requests.ts";
import { ANSWERED, type ClientRun, startRun } from "./client-run.ts";
import type { Tap } from "./tap.ts";

/**
 * What each tool of okta-mcp-server 1.1.4 requests, recorded by running each once; tools that make the same requests are listed once.
 * IDs of the recording are in braces or made up. The tools that end something come last.
 */
const TOOLS = `
activate_application | POST /api/v1/apps/{app}/lifecycle/activate
activate_policy | POST /api/v1/policies/{policy}/lifecycle/activate
activate_policy_rule | POST /api/v1/policies/{policy}/rules/{rule}/lifecycle/activate
add_user_to_group | GET /api/v1/users/{user}/groups; PUT /api/v1/groups/{group}/users/{user}
create_application | POST /api/v1/apps?activate=true
create_brand | GET /api/v1/brands; POST /api/v1/brands
create_custom_domain | GET /api/v1/domains; POST /api/v1/domains
create_email_customization | GET /api/v1/brands/bnd1/templates/email/UserActivation/customizations; POST /api/v1/brands/bnd1/templates/email/UserActivation/customizations
create_email_domain | GET /api/v1/email-domains; POST /api/v1/email-domains
create_group | POST /api/v1/groups
create_policy | POST /api/v1/policies
create_policy_rule | POST /api/v1/policies/{policy}/rules
create_user | POST /api/v1/users?activate=true
export_users_csv | GET /api/v1/users?limit=200
get_application | GET /api/v1/apps/{app}
get_brand | GET /api/v1/brands/bnd1
get_brand_theme | GET /api/v1/brands/bnd1/themes/thd1
get_custom_domain | GET /api/v1/domains/OcD1
get_customized_error_page | GET /api/v1/brands/bnd1/pages/error/customized
get_customized_sign_in_page | GET /api/v1/brands/bnd1/pages/sign-in/customized
get_default_error_page | GET /api/v1/brands/bnd1/pages/error/default
get_default_sign_in_page | GET /api/v1/brands/bnd1/pages/sign-in/default
get_device_assurance_policy | GET /api/v1/device-assurances/dae1
get_email_customization | GET /api/v1/brands/bnd1/templates/email/UserActivation/customizations/oel1
get_email_customization_preview | GET /api/v1/brands/bnd1/templates/email/UserActivation/customizations/oel1/preview
get_email_default_content | GET /api/v1/brands/bnd1/templates/email/UserActivation/default-content
get_email_default_content_preview | GET /api/v1/brands/bnd1/templates/email/UserActivation/default-content/preview
get_email_domain | GET /api/v1/email-domains/OeD1
get_email_settings | GET /api/v1/brands/bnd1/templates/email/UserActivation/settings
get_email_template | GET /api/v1/brands/bnd1/templates/email/UserActivation
get_error_page_resources | GET /api/v1/brands/bnd1/pages/error
get_group | GET /api/v1/groups/{group}
get_login_failures | GET /api/v1/logs?since=2026-11-24T22%3A53%3A56.000Z&until=2026-11-25T22%3A53%3A56.000Z&filter=outcome.result%20eq%20%22DENY%22&limit=100
get_logs | GET /api/v1/logs?filter=eventType%20eq%20%22user.session.start%22&limit=20
get_policy | GET /api/v1/policies/{policy}
get_policy_rule | GET /api/v1/policies/{policy}/rules/{rule}
get_preview_error_page | GET /api/v1/brands/bnd1/pages/error/preview
get_preview_sign_in_page | GET /api/v1/brands/bnd1/pages/sign-in/preview
get_sign_in_page_resources | GET /api/v1/brands/bnd1/pages/sign-in
get_sign_out_page_settings | GET /api/v1/brands/bnd1/pages/sign-out/customized
get_user | GET /api/v1/users/ada.lovelace%40example.com
get_user_profile_attributes | GET /api/v1/users?limit=1
list_applications | GET /api/v1/apps
list_brand_domains | GET /api/v1/brands/bnd1/domains
list_brand_themes | GET /api/v1/brands/bnd1/themes
list_brands | GET /api/v1/brands
list_custom_domains | GET /api/v1/domains
list_device_assurance_policies | GET /api/v1/device-assurances
list_email_customizations | GET /api/v1/brands/bnd1/templates/email/UserActivation/customizations
list_email_domains | GET /api/v1/email-domains
list_email_templates | GET /api/v1/brands/bnd1/templates/email
list_group_apps | GET /api/v1/groups/{group}/apps?limit=20
list_group_users | GET /api/v1/groups/{group}/users?limit=20
list_groups | GET /api/v1/groups?search=type%20eq%20%22OKTA_GROUP%22&limit=20; GET /api/v1/groups?search=type%20eq%20%22OKTA_GROUP%22&limit=20
list_policies | GET /api/v1/policies?type=OKTA_SIGN_ON&limit=20
list_policy_rules | GET /api/v1/policies/{policy}/rules
list_sign_in_widget_versions | GET /api/v1/brands/bnd1/pages/sign-in/widget-versions
list_users | GET /api/v1/users?search=profile.department%20eq%20%22Engineering%22&limit=200
replace_brand | PUT /api/v1/brands/bnd1
replace_brand_theme | PUT /api/v1/brands/bnd1/themes/thd1
replace_custom_domain | PUT /api/v1/domains/OcD1
replace_customized_error_page | PUT /api/v1/brands/bnd1/pages/error/customized
replace_customized_sign_in_page | PUT /api/v1/brands/bnd1/pages/sign-in/customized
replace_email_customization | PUT /api/v1/brands/bnd1/templates/email/UserActivation/customizations/oel1
replace_email_domain | PUT /api/v1/email-domains/OeD1
replace_email_settings | PUT /api/v1/brands/bnd1/templates/email/UserActivation/settings
replace_preview_error_page | PUT /api/v1/brands/bnd1/pages/error/preview
replace_preview_sign_in_page | PUT /api/v1/brands/bnd1/pages/sign-in/preview
replace_sign_out_page_settings | PUT /api/v1/brands/bnd1/pages/sign-out/customized
send_test_email | POST /api/v1/brands/bnd1/templates/email/UserActivation/test
update_application | PUT /api/v1/apps/{app}
update_group | PUT /api/v1/groups/{group}
update_policy | PUT /api/v1/policies/{policy}
update_policy_rule | PUT /api/v1/policies/{policy}/rules/{rule}
update_user | POST /api/v1/users/{user}
upload_brand_theme_background_image | POST /api/v1/brands/bnd1/themes/thd1/background-image
upload_brand_theme_favicon | POST /api/v1/brands/bnd1/themes/thd1/favicon
upload_brand_theme_logo | POST /api/v1/brands/bnd1/themes/thd1/logo
upsert_custom_domain_certificate | PUT /api/v1/domains/OcD1/certificate
verify_custom_domain | GET /api/v1/domains/OcD1; POST /api/v1/domains/OcD1/verify
verify_email_domain | GET /api/v1/email-domains/OeD1; POST /api/v1/email-domains/OeD1/verify
deactivate_application | POST /api/v1/apps/{app}/lifecycle/deactivate
deactivate_policy | POST /api/v1/policies/{policy}/lifecycle/deactivate
deactivate_policy_rule | POST /api/v1/policies/{policy}/rules/{rule}/lifecycle/deactivate
deactivate_user | POST /api/v1/users/{user}/lifecycle/deactivate
remove_user_from_group | DELETE /api/v1/groups/{group}/users/{user}
confirm_delete_application | DELETE /api/v1/apps/{app}
confirm_delete_group | DELETE /api/v1/groups/{group}
delete_deactivated_user | DELETE /api/v1/users/{user}
delete_device_assurance_policy | DELETE /api/v1/device-assurances/dae1
delete_email_domain | GET /api/v1/email-domains/OeD1
delete_policy_rule | DELETE /api/v1/policies/{policy}/rules/{rule}
delete_policy | DELETE /api/v1/policies/{policy}
`;

/** The forms in which the server sends the key: Okta's SDK for Python leaves the space out. */
const KEY_FORMS: readonly KeyForm[] = ["SSWS<key>", "Bearer<key>"];

/** The bodies of the requests that need one. */
function bodyOf(tool: string, { user, stamp }: Ids): unknown {
  const profile = { firstName: "M", lastName: "C", email: `mcp${stamp}@example.com`, login: `mcp${stamp}@example.com` };
  const app = { name: "bookmark", label: `MCP ${stamp}`, signOnMode: "BOOKMARK" };
  const settings = { app: { requestIntegration: false, url: "https://example.com/bookmark.htm" } };
  const rule = { type: "SIGN_ON", name: `MCP rule ${stamp}`, actions: { signon: { access: "ALLOW" } } };
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
  };
  return bodies[tool] ?? {};
}

interface Ids {
  readonly user: string;
  readonly group: string;
  readonly app: string;
  readonly policy: string;
  readonly rule: string;
  readonly stamp: string;
}

/** The IDs of the recording that the sandbox does not have. */
const RECORDED_IDS = /\/(bnd1|OcD1|OeD1|dae1)\b/;

/** Sends what the tools of Okta's MCP server send. A tool succeeds if each of its requests does. Those that Okta rejects for their recorded ID or body are counted apart. */
export async function runMcpTools(tap: Tap, token: string): Promise<ClientRun> {
  const run = startRun("okta-mcp-server 1.1.4 (okta-sdk-python 3.4.4), its tools' requests", tap);
  const stamp = Date.now().toString(36);
  const none = { user: "", group: "", app: "", policy: "", rule: "", stamp };
  const create = async (tool: string, target: string) =>
    ((await send(tap, token, "POST", target, bodyOf(tool, { ...none, stamp: `${stamp}x` }))) as { id: string }).id;
  const policy = await create("create_policy", "/api/v1/policies");
  const ids: Ids = {
    user: await create("create_user", "/api/v1/users?activate=true"),
    group: await create("create_group", "/api/v1/groups"),
    app: await create("create_application", "/api/v1/apps?activate=true"),
    policy,
    rule: await create("create_policy_rule", `/api/v1/policies/${policy}/rules`),
    stamp,
  };
  for (const line of TOOLS.trim().split("\n")) {
    const [tool = "", requests = ""] = line.split(" | ");
    await run.step(tool, async () => {
      let isAnswered = false;
      for (const request of requests.split("; ")) {
        const [method = "", target = ""] = request.split(" ");
        const filled = target.replaceAll(/\{(\w+)\}/g, (_, name: keyof Ids) => ids[name]);
        const body = /^(POST|PUT)$/.test(method) ? bodyOf(tool, ids) : undefined;
        const isRecorded =
          RECORDED_IDS.test(filled) || (body !== undefined && Object.keys(body as object).length === 0);
        await send(tap, token, method, filled, body).catch((error: Error) => {
          if (!isRecorded || !REJECTED.test(error.message)) throw error;
          isAnswered = true;
        });
      }
      return isAnswered ? ANSWERED : undefined;
    });
  }
  return run;
}

/** Okta knows the operation, and neither the ID nor the body. */
const REJECTED = /^40[04]: \{"errorCode":"E000000[17]"/;

let requests = 0;

async function send(tap: Tap, token: string, method: string, target: string, body?: unknown): Promise<unknown> {
  const form = KEY_FORMS[requests++ % KEY_FORMS.length] ?? "SSWS<key>";
  const headers = { authorization: form.replace("<key>", token), accept: "application/json" };
  const init =
    body === undefined
      ? { method, headers }
      : { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(tap.url + target, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text.slice(0, 200)}`);
  return text === "" ? undefined : JSON.parse(text);
}
