import type { Org } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import type { App } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";
import { orgId } from "../org/org-ids.ts";

/** Finds an app by ID. */
export function findApp(org: Org, id: string): App {
  const app = org.store.apps.get(id);
  if (!app) throw notFound(id, "AppInstance");
  return app;
}

/** An app as Okta shows it. */
export function showApp({ id, status, created, lastUpdated, definition }: App, org: Org): Record<string, unknown> {
  const { name, label, accessibility, visibility, signOnMode, credentials, settings, profile, features } = definition;
  const self = `${org.orgUrl}/api/v1/apps/${id}`;
  const step = status === "ACTIVE" ? "deactivate" : "activate";
  return {
    id,
    orn: `orn:okta:idp:${orgId(org.store)}:apps:${name}:${id}`,
    name,
    label,
    status,
    lastUpdated,
    created,
    accessibility,
    visibility,
    features: features ?? [],
    signOnMode,
    credentials,
    universalLogout: null,
    settings,
    ...(isObject(profile) && { profile }),
    _links: {
      self: { href: self },
      uploadLogo: { href: `${self}/logo`, hints: { allow: ["POST"] } },
      logo: [{ name: "medium", href: `${org.orgUrl}/img/logos/${name}.png`, type: "image/png" }],
      policies: { href: `${self}/policies`, hints: { allow: ["PUT"] } },
      accessPolicy: { href: `${org.orgUrl}/api/v1/policies/${accessPolicyOf(id, org)}` },
      profileEnrollment: { href: `${org.orgUrl}/api/v1/policies/${systemPolicy("PROFILE_ENROLLMENT", org)}` },
      appLinks: linkNames(visibility).map((link) => ({
        name: link,
        href: `${org.orgUrl}/home/${name}/${id}/${link}`,
        type: "text/html",
      })),
      ...(signOnMode === "SAML_2_0" && { metadata: { href: `${self}/sso/saml/metadata`, type: "application/xml" } }),
      users: { href: `${self}/users` },
      groups: { href: `${self}/groups` },
      [step]: { href: `${self}/lifecycle/${step}` },
    },
  };
}

/** The ID of the policy that decides on sign-ins to an app. */
function accessPolicyOf(appId: string, org: Org): string {
  return org.store.appPolicies.get(appId) ?? systemPolicy("ACCESS_POLICY", org);
}

function systemPolicy(type: string, { store }: Org): string {
  for (const policy of store.policies.values()) if (policy.type === type && policy.system === true) return policy.id;
  return "";
}

/** The names under which people find an app on their dashboard. */
function linkNames(visibility: unknown): string[] {
  const links = isObject(visibility) ? visibility.appLinks : undefined;
  return isObject(links) ? Object.keys(links) : [];
}
