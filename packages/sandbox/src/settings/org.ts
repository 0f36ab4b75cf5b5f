import type { Operation, Org, PublicOperation } from "../api/operation.ts";
import { orgId } from "../org/org-ids.ts";

/** The operations on the org itself. */
export const orgSettingsOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/org",
    scope: "okta.orgs.read",
    permission: { resource: "org", access: "read" },
    bucket: "org",
    handle: ({ org }) => Response.json(showOrg(org)),
  },
];

/** What the org tells everybody about itself. */
export const wellKnownOperations: readonly PublicOperation[] = [
  {
    method: "GET",
    path: "/.well-known/okta-organization",
    handle: ({ org }) =>
      Response.json({ id: orgId(org.store), _links: { organization: { href: org.orgUrl } }, pipeline: "idx" }),
  },
];

function showOrg(org: Org): Record<string, unknown> {
  const { orgUrl, store } = org;
  const [everyone] = store.groups.values();
  const link = (path: string) => ({ href: `${orgUrl}/api/v1/org/${path}` });
  return {
    address1: "1 Example Street",
    address2: "",
    city: "San Francisco",
    companyName: "Example",
    country: "United States",
    endUserSupportHelpURL: "https://support.example.com",
    phoneNumber: "+14155550100",
    postalCode: "94107",
    state: "California",
    supportPhoneNumber: "+14155550101",
    website: "https://www.example.com",
    id: orgId(org.store),
    created: everyone?.created,
    lastUpdated: everyone?.created,
    status: "ACTIVE",
    subdomain: new URL(orgUrl).hostname.split(".")[0],
    _links: {
      preferences: link("preferences"),
      uploadLogo: { ...link("logo"), hints: { allow: ["POST"] } },
      oktaCommunication: link("privacy/oktaCommunication"),
      oktaSupport: link("privacy/oktaSupport"),
      contacts: link("contacts"),
    },
  };
}
