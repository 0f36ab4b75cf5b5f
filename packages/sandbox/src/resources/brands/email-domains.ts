import { embed } from "../../api/expand.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { text } from "../../collections/fields.ts";
import { OktaError, validation } from "../../org/okta-error.ts";
import { conflict, MANAGE } from "./access.ts";
import { brands, checkBrand } from "./brand.ts";
import { verificationCode } from "./dns.ts";

const emailDomains: Collection = defineCollection({
  key: "emailDomains",
  path: "/api/v1/email-domains",
  param: "emailDomainId",
  kind: "EmailDomain",
  idPrefix: "OeD",
  scope: "okta.emailDomains",
  resource: "org",
  bucket: "email-domains",
  created: 201,
  times: undefined,
  fields: {
    displayName: text,
    userName: text,
    domain: { ...text, pattern: /^([a-z0-9-]+\.)+[a-z]{2,}$/i, fixed: true },
    validationSubdomain: { type: "string", byDefault: "mail", fixed: true },
  },
  unique: ["domain"],
  duplicate: () => conflict("E0000197", "Unique email domain name required."),
  check(_draft, { call, body, before }) {
    if (before) return undefined;
    if (typeof body.brandId !== "string") throw validation("brandId", "brandId: The field cannot be left blank");
    checkBrand(call, body.brandId);
    return { _brandIds: [body.brandId] };
  },
  make: ({ domain, validationSubdomain }, { call: { org } }) => ({
    validationStatus: "NOT_STARTED",
    dnsValidationRecords: [
      {
        recordType: "TXT",
        fqdn: `_oktaverification.${domain}`,
        verificationValue: verificationCode(org.random),
      },
      { recordType: "CNAME", fqdn: `${validationSubdomain}.${domain}`, verificationValue: "mail.sandbox.example" },
    ],
  }),
  show(domain, { url, org }) {
    const ids = Array.isArray(domain._brandIds) ? domain._brandIds : [];
    return embed(url, {
      brands: () =>
        ids.flatMap((id) => brands.get(org.store, id) ?? []).map((brand) => brands.show(brand, { org, url })),
    });
  },
});

/** Email domains with their verification. */
export const emailDomainResources: ResourceDeclaration = {
  operations: [
    ...emailDomains.operations,
    {
      ...MANAGE,
      scope: "okta.emailDomains.manage",
      bucket: "email-domains",
      method: "POST",
      path: "/api/v1/email-domains/{emailDomainId}/verify",
      handle(call) {
        const domain = emailDomains.find(call);
        if (domain.validationStatus === "VERIFIED")
          throw new OktaError({
            status: 400,
            code: "E0000217",
            summary: "Invalid status. Cannot validate email domain in current status.",
          });
        const verified = { ...domain, validationStatus: "VERIFIED" };
        emailDomains.put(call.org.store, verified);
        return Response.json(emailDomains.show(verified, call));
      },
    },
  ],
};
