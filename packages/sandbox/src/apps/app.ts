import type { Org } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import type { App } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";

/** Finds an app by ID. */
export function findApp(org: Org, id: string): App {
  const app = org.store.apps.get(id);
  if (!app) throw notFound(id, "AppInstance");
  return app;
}

/** An app as Okta shows it. */
export function showApp({ id, status, created, lastUpdated, definition }: App, org: Org): Record<string, unknown> {
  const { name, label, accessibility, visibility, signOnMode, credentials, settings, profile } = definition;
  const self = `${org.orgUrl}/api/v1/apps/${id}`;
  const step = status === "ACTIVE" ? "deactivate" : "activate";
  return {
    id,
    name,
    label,
    status,
    lastUpdated,
    created,
    accessibility,
    visibility,
    features: [],
    signOnMode,
    credentials,
    settings,
    ...(isObject(profile) && { profile }),
    _links: {
      self: { href: self },
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

/** The names under which people find an app on their dashboard. */
function linkNames(visibility: unknown): string[] {
  const links = isObject(visibility) ? visibility.appLinks : undefined;
  return isObject(links) ? Object.keys(links) : [];
}
