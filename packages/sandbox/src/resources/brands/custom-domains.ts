import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { oneOf, text } from "../../collections/fields.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { OktaError, validation } from "../../org/okta-error.ts";
import { MANAGE } from "./access.ts";
import { checkBrand, DEFAULT_BRAND } from "./brand.ts";
import { verificationCode } from "./dns.ts";

/** Okta's own domains, and the one that documents have in examples. */
const PROHIBITED = /(^|\.)(okta[a-z-]*|example)\.com$/i;

/** The domain that the org has from Okta. */
const DEFAULT_DOMAIN = "default";

const customDomains: Collection = defineCollection({
  key: "customDomains",
  path: "/api/v1/domains",
  param: "domainId",
  kind: "Domain",
  idPrefix: "OcD",
  scope: "okta.domains",
  resource: "org",
  bucket: "domains",
  created: 201,
  times: undefined,
  list: { wrap: "domains" },
  fields: {
    domain: { ...text, pattern: /^([a-z0-9-]+\.)+[a-z]{2,}$/i, fixed: true },
    certificateSourceType: { ...oneOf("MANUAL", "OKTA_MANAGED"), byDefault: "MANUAL", fixed: true },
    brandId: { type: "string" },
  },
  check({ domain, brandId }, { call, before }) {
    if (PROHIBITED.test(String(domain))) throw validation("domain", "domain: Prohibited custom domain name.");
    const others = customDomains.all(call.org.store).filter(({ id }) => id !== before?.id);
    if (others.some((other) => other.domain === domain))
      throw new OktaError({ status: 403, code: "E0000161", summary: "Unique domain name required." });
    if (brandId !== undefined) checkBrand(call, brandId);
    return { brandId: brandId ?? before?.brandId ?? DEFAULT_BRAND };
  },
  make: ({ domain }, { call: { org } }) => ({
    validationStatus: "NOT_STARTED",
    dnsRecords: [
      {
        recordType: "TXT",
        fqdn: `_oktaverification.${domain}`,
        values: [verificationCode(org.random)],
        expiration: isoDate(org.now() + 7 * 86_400),
      },
      { recordType: "CNAME", fqdn: domain, values: [`${new URL(org.orgUrl).hostname}.customdomains.example`] },
    ],
  }),
  checkDelete: checkDefault,
  links: ({ id, brandId }, self, { orgUrl }) => ({
    ...(id === DEFAULT_DOMAIN
      ? { self: { href: self, hints: { allow: ["GET"] } } }
      : {
          verify: { href: `${self}/verify`, hints: { allow: ["POST"] } },
          certificate: { href: `${self}/certificate`, hints: { allow: ["PUT"] } },
        }),
    brand: { href: `${orgUrl}/api/v1/brands/${brandId}`, hints: { allow: ["GET", "PUT", "DELETE"] } },
  }),
  allow: ["GET", "PUT", "DELETE"],
});

function checkDefault({ id }: Resource): void {
  if (id === DEFAULT_DOMAIN) throw validation("id", "This operation is not supported for this domain");
}

const MANAGE_DOMAINS = { ...MANAGE, scope: "okta.domains.manage", bucket: "domains" } as const;

/** Custom domains with their certificates and their verification. */
export const domainResources: ResourceDeclaration = {
  operations: [
    ...customDomains.operations,
    {
      ...MANAGE_DOMAINS,
      method: "PUT",
      path: "/api/v1/domains/{domainId}/certificate",
      async handle(call) {
        const domain = customDomains.find(call);
        checkDefault(domain);
        const { type, certificate, privateKey } = await readBody(call);
        if (type !== "PEM") throw validation("type", "type: The field must be PEM");
        for (const [name, value] of Object.entries({ certificate, privateKey }))
          if (typeof value !== "string" || !value.includes("-----BEGIN"))
            throw validation(name, `${name}: The field must be a PEM`);
        if (domain.validationStatus !== "VERIFIED" && domain.validationStatus !== "COMPLETED")
          throw new OktaError({ status: 403, code: "E0000165", summary: "Domain not verified." });
        const publicCertificate = { subject: `CN=${domain.domain}`, fingerprint: null, expiration: null };
        customDomains.put(call.org.store, { ...domain, publicCertificate, validationStatus: "COMPLETED" });
        return new Response(null, { status: 204 });
      },
    },
    {
      ...MANAGE_DOMAINS,
      method: "POST",
      path: "/api/v1/domains/{domainId}/verify",
      handle(call) {
        // Okta looks the DNS records up; the sandbox looks nothing up and finds them.
        const domain = customDomains.find(call);
        checkDefault(domain);
        const validationStatus = domain.certificateSourceType === "MANUAL" ? "VERIFIED" : "COMPLETED";
        const verified = { ...domain, validationStatus };
        customDomains.put(call.org.store, verified);
        return Response.json(customDomains.show(verified, call));
      },
    },
  ],
  seed({ store, orgUrl }) {
    customDomains.put(store, {
      id: DEFAULT_DOMAIN,
      domain: new URL(orgUrl).hostname,
      certificateSourceType: "OKTA_MANAGED",
      validationStatus: "COMPLETED",
      brandId: DEFAULT_BRAND,
    });
  },
};
