import { gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

const PATH = "/api/v1/org/privacy/aerial";
const MANAGE = gate({ scope: "okta.orgs", resource: "org", bucket: "org" }, "manage");

function consentsOf({ org }: Call): Map<string, Resource> {
  return resourceMap(org, "aerialConsent");
}

async function readAccountId(call: Call): Promise<string> {
  const { accountId } = await readBody(call);
  if (typeof accountId !== "string" || accountId === "")
    throw validation("accountId", "accountId: The field cannot be left blank");
  return accountId;
}

function show(call: Call): Response {
  const consent = consentsOf(call).get("consent");
  if (!consent) throw notFound("aerial", "AerialConsent");
  const { id: _, ...shown } = consent;
  return Response.json({
    ...shown,
    _links: { revoke: { href: `${call.org.orgUrl}${PATH}/revoke`, hints: { allow: ["POST"] } } },
  });
}

const operations: readonly Operation[] = [
  { ...MANAGE, method: "GET", path: PATH, handle: show },
  {
    ...MANAGE,
    method: "POST",
    path: `${PATH}/grant`,
    async handle(call) {
      const accountId = await readAccountId(call);
      const grantedDate = isoDate(call.org.now());
      consentsOf(call).set("consent", { id: "consent", accountId, grantedBy: call.app.clientId, grantedDate });
      return show(call);
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${PATH}/revoke`,
    async handle(call) {
      const accountId = await readAccountId(call);
      if (consentsOf(call).get("consent")?.accountId !== accountId) throw notFound(accountId, "AerialConsent");
      consentsOf(call).delete("consent");
      return Response.json({
        _links: { grant: { href: `${call.org.orgUrl}${PATH}/grant`, hints: { allow: ["POST"] } } },
      });
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: "/api/v1/orgs",
    async handle(call) {
      const { name, subdomain, edition, admin, website } = await readBody(call);
      for (const [member, value] of Object.entries({ name, subdomain }))
        if (typeof value !== "string" || value === "")
          throw validation(member, `${member}: The field cannot be left blank`);
      if (!/^[a-z][a-z0-9-]{3,56}$/.test(String(subdomain)))
        throw validation("subdomain", "subdomain: Does not match required pattern");
      if (edition !== "SKU") throw validation("edition", `edition: '${edition}' is not one of SKU`);
      if (!isObject(admin) || !isObject(admin.profile))
        throw validation("admin", "admin: The field cannot be left blank");
      const now = isoDate(call.org.now());
      // The token is returned once, and the password of the admin never.
      return Response.json(
        {
          id: oktaId("00o", call.org.random),
          name,
          subdomain,
          edition,
          status: "ACTIVE",
          created: now,
          lastUpdated: now,
          ...(website !== undefined && { website }),
          settings: {},
          admin: { profile: admin.profile },
          token: oktaId("00", call.org.random) + oktaId("", call.org.random),
          tokenType: "SSWS",
          _links: { organization: { href: `https://${subdomain}.okta.com/api/v1/orgs/${subdomain}` } },
        },
        { status: 201 },
      );
    },
  },
];

/** The org within a family of orgs: consent to be managed from Okta Aerial, and child orgs. */
export const orgFamily: ResourceDeclaration = { operations };
