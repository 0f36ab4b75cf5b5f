import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/api/v1/dr";
const ACCESS: Access = { scope: "okta.dr", resource: "org", bucket: "dr" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

function failedOver({ org }: Call): Map<string, Resource> {
  return resourceMap(org, "failedOver");
}

/** The org's own domain, and the custom ones. */
function domainsOf({ org }: Call): readonly string[] {
  return [...(org.store.resources.get("customDomains")?.values() ?? [])].map(({ domain }) => String(domain));
}

const show = (call: Call, domains: readonly string[]) =>
  Response.json({ status: domains.map((domain) => ({ domain, isFailedOver: failedOver(call).has(domain) })) });

const switchOperation = (step: "failover" | "failback"): Operation => ({
  ...MANAGE,
  method: "POST",
  path: `${PATH}/${step}`,
  async handle(call) {
    const { domains = domainsOf(call) } = await readBody(call);
    if (!Array.isArray(domains)) throw validation("domains", "domains: The field must be an array");
    const results = domains.map((domain: unknown) => {
      const name = String(domain);
      if (!domainsOf(call).includes(name)) return { domain: name, success: false, message: "Domain not found" };
      if (step === "failover") failedOver(call).set(name, { id: name });
      else failedOver(call).delete(name);
      return { domain: name, success: true };
    });
    return Response.json({ results });
  },
});

/** Which of the org's domains are served from the second region. */
export const disasterRecovery: ResourceDeclaration = {
  operations: [
    { ...READ, method: "GET", path: `${PATH}/status`, handle: (call) => show(call, domainsOf(call)) },
    {
      ...READ,
      method: "GET",
      path: `${PATH}/status/{domain}`,
      handle(call) {
        const { domain = "" } = call.params;
        if (!domainsOf(call).includes(domain)) throw notFound(domain, "Domain");
        return show(call, [domain]);
      },
    },
    switchOperation("failover"),
    switchOperation("failback"),
  ],
};
