import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation, Org, PublicOperation } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import { isoDate } from "../org/clock.ts";
import { validation } from "../org/okta-error.ts";
import { orgId } from "../org/org-ids.ts";

const ACCESS: Access = { scope: "okta.orgs", resource: "org", bucket: "org" };
const MANAGE = gate(ACCESS, "manage");

/** The operations on the org itself. */
export const orgSettingsOperations: readonly Operation[] = [
  {
    ...gate(ACCESS, "read"),
    method: "GET",
    path: "/api/v1/org",
    handle: ({ org }) => Response.json(showOrg(org)),
  },
  { ...MANAGE, method: "POST", path: "/api/v1/org", handle: (call) => changeOrg(call, true) },
  { ...MANAGE, method: "PUT", path: "/api/v1/org", handle: (call) => changeOrg(call, false) },
];

/** What an admin can change of the org. */
const CHANGEABLE = [
  "address1",
  "address2",
  "city",
  "companyName",
  "country",
  "endUserSupportHelpURL",
  "phoneNumber",
  "postalCode",
  "state",
  "supportPhoneNumber",
  "website",
];

async function changeOrg(call: Call, isPartial: boolean): Promise<Response> {
  const { org } = call;
  const body = await readBody(call);
  const { website, companyName } = body;
  if (website !== undefined && website !== null && website !== "" && !URL.canParse(String(website)))
    throw validation("website", "website: The field must be a URL");
  if (!isPartial && (typeof companyName !== "string" || companyName === ""))
    throw validation("companyName", "companyName: The field cannot be left blank");
  const sent = CHANGEABLE.flatMap((name) =>
    body[name] === undefined ? (isPartial ? [] : [[name, null]]) : [[name, body[name]]],
  );
  const known = org.store.resources.get("org") ?? new Map();
  const before = known.get("org");
  const changed = { ...before, ...Object.fromEntries(sent), id: "org", lastUpdated: isoDate(org.now()) };
  org.store.resources.set("org", known.set("org", changed));
  return Response.json(showOrg(org));
}

/** What the org reports about itself without authentication. */
export const wellKnownOperations: readonly PublicOperation[] = [
  {
    method: "GET",
    path: "/.well-known/okta-organization",
    handle: ({ org }) =>
      Response.json({
        id: orgId(org.store),
        cell: "sandbox",
        _links: { organization: { href: org.orgUrl } },
        pipeline: "idx",
        settings: SETTINGS,
      }),
  },
];

const SETTINGS = {
  analyticsCollectionEnabled: false,
  bugReportingEnabled: true,
  omEnabled: false,
  pssoEnabled: false,
  desktopMFAEnabled: false,
  itpEnabled: false,
};

function showOrg(org: Org): Record<string, unknown> {
  const { orgUrl, store } = org;
  const [everyone] = store.groups.values();
  const { id: _, ...changes } = store.resources.get("org")?.get("org") ?? { id: "" };
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
    ...changes,
    expiresAt: null,
    status: "ACTIVE",
    subdomain: new URL(orgUrl).hostname.split(".")[0],
    _links: {
      preferences: link("preferences"),
      logo: { href: `${org.orgUrl}/fs/bco/1/logo` },
      uploadLogo: { ...link("logo"), hints: { allow: ["POST"] } },
      oktaCommunication: link("privacy/oktaCommunication"),
      oktaSupport: link("privacy/oktaSupport"),
      contacts: link("contacts"),
    },
  };
}
