import { gate } from "../../api/gate.ts";
import type { Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { findApp } from "../../apps/app.ts";
import { notFound } from "../../org/okta-error.ts";

const PATH = "/api/v1/meta/layouts/apps/{appName}";
const READ = gate({ scope: "okta.schemas", resource: "org", bucket: "meta" }, "read");

/** The forms of an app in the Admin Console: each is for a section and an operation. */
const SECTIONS = ["general", "provisioning", "signon"];
const STEPS = ["Create", "Edit", "View"];

const operations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PATH,
    handle({ org, params }) {
      const { appName = "" } = params;
      const isKnown = [...org.store.apps.values()].some(({ definition }) => definition.name === appName);
      if (!isKnown) throw notFound(appName, "App");
      const self = `${org.orgUrl}${PATH.replace("{appName}", appName)}`;
      const links = SECTIONS.map((section) => [
        section,
        STEPS.map((step) => ({ name: step, href: `${self}/sections/${section}/${step}` })),
      ]);
      return Response.json({ _links: { self: { href: self }, ...Object.fromEntries(links) } });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/sections/{section}/{operation}`,
    handle({ org, params }) {
      const { appName = "", section = "", operation = "" } = params;
      const isKnown = [...org.store.apps.values()].some(({ definition }) => definition.name === appName);
      if (!isKnown) throw notFound(appName, "App");
      if (!SECTIONS.includes(section) || !STEPS.includes(operation))
        throw notFound(`${section}/${operation}`, "Layout");
      return Response.json({
        type: "VerticalLayout",
        elements: [{ type: "Control", scope: "#/properties/label", label: "Application label" }],
      });
    },
  },
  {
    ...gate({ scope: "okta.apps", resource: "apps", bucket: "apps" }, "read"),
    method: "GET",
    path: "/api/v1/apps/{appId}/unconfirmed-users",
    handle({ org, params }) {
      findApp(org, params.appId ?? "");
      // An import that waits for an admin; the sandbox imports nothing.
      return Response.json([]);
    },
  },
];

/** What the Admin Console asks about apps: layouts, imports that wait. */
export const consoleReads: ResourceDeclaration = { operations };
