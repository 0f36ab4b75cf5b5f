import type { CollectionCase, CollectionScene } from "./collection-case.ts";

/** How the org looks, and what it sends by: brands, domains, templates and providers. */
export function brandCases({ first }: CollectionScene): Readonly<Record<string, CollectionCase>> {
  return {
    brands: {
      path: "/api/v1/brands",
      body: { name: "Second" },
      change: { removePoweredByOkta: true },
      required: "name",
      created: 201,
      kind: "Brand",
    },
    domains: {
      path: "/api/v1/domains",
      body: { domain: "login.acme.test", certificateSourceType: "MANUAL" },
      required: "domain",
      created: 201,
      kind: "Domain",
      wrap: "domains",
    },
    "email domains": {
      path: "/api/v1/email-domains",
      body: async () => ({
        displayName: "Example",
        userName: "noreply",
        domain: "mail.example.com",
        brandId: (await first("/api/v1/brands")).id,
      }),
      change: { userName: "hello" },
      required: "domain",
      created: 201,
      kind: "EmailDomain",
    },
    "push providers": {
      path: "/api/v1/push-providers",
      body: {
        name: "Firebase",
        providerType: "FCM",
        configuration: { serviceAccountJson: { project_id: "p", private_key: "push-secret" } },
      },
      change: { name: "FCM" },
      required: "providerType",
      kind: "PushProviderConfigEntity",
    },
    "SMS templates": {
      path: "/api/v1/templates/sms",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Okta's own placeholder.
      body: { name: "Custom", type: "SMS_VERIFY_CODE", template: "Your code is ${code}" },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Okta's own placeholder.
      change: { template: "${code} is your code" },
      required: "template",
      kind: "AppInstance",
    },
    "UI schemas": {
      path: "/api/v1/meta/uischemas",
      body: {
        uiSchema: {
          type: "Group",
          label: "Join",
          elements: [{ type: "Control", scope: "#/properties/email", label: "Email" }],
        },
      },
      required: "uiSchema",
      kind: "UISchemaEntity",
    },
    "email servers": {
      path: "/api/v1/email-servers",
      body: {
        alias: "Relay",
        host: "smtp.example.com",
        port: 587,
        username: "relay",
        password: "smtp-secret",
        enabled: true,
      },
      change: { port: 465 },
      required: "host",
      created: 201,
      kind: "EmailServer",
      wrap: "email-servers",
      replace: "PATCH",
    },
    "telephony providers": {
      path: "/api/v1/telephony-providers",
      body: {
        providerName: "TWILIO",
        providerSid: "AC1",
        providerAuthToken: "telephony-secret",
        providerSettings: { sms: { twilioVerifySid: "VA1" } },
      },
      change: { providerSid: "AC2" },
      required: "providerSettings",
      created: 201,
      kind: "CustomTelephonyProvider",
      replace: "PATCH",
    },
    "email customizations": {
      template: "/api/v1/brands/{}/templates/email/{}/customizations",
      path: async () =>
        `/api/v1/brands/${(await first("/api/v1/brands")).id}/templates/email/ForgotPassword/customizations`,
      body: { language: "en", isDefault: true, subject: "Hello", body: "<p>Hello</p>" },
      change: { subject: "Hi" },
      required: "subject",
      created: 201,
      kind: "EmailCustomization",
    },
  };
}
