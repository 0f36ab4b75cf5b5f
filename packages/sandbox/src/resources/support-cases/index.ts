import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/api/v1/org/privacy/oktaSupport/cases";
const ACCESS: Access = { scope: "okta.orgs", resource: "org", bucket: "org" };

/** A case that Okta Support works on. Cases are opened outside of the org. */
interface SupportCase extends Resource {
  readonly subject: string;
  readonly impersonation: { readonly status: string; readonly expiration: string | null };
  readonly selfAssigned: { readonly status: string };
}

const casesOf = ({ org }: Pick<Call, "org">) => resourceMap(org, "supportCases") as Map<string, SupportCase>;

const show = ({ id, ...rest }: SupportCase) => ({ caseNumber: id, ...rest });

/** For how long Okta Support may sign in, in seconds. */
const ACCESS_PERIOD = 86_400;

/** Reads whether Okta Support may sign in, and until when. */
function readImpersonation(sent: unknown, before: SupportCase["impersonation"], now: number) {
  if (!isObject(sent)) return before;
  const { status = before.status, expiration } = sent;
  if (status !== "ENABLED" && status !== "DISABLED") {
    if (status !== before.status)
      throw validation("impersonation.status", "impersonation.status: The field must be ENABLED or DISABLED");
    if (expiration !== undefined)
      throw validation("impersonation.expiration", "impersonation.expiration: Okta Support has no access to extend");
    return before;
  }
  if (status === "DISABLED") return { status, expiration: null };
  if (expiration === undefined || expiration === null)
    return { status, expiration: before.expiration ?? isoDate(now + ACCESS_PERIOD) };
  const until = Date.parse(String(expiration));
  if (Number.isNaN(until) || until / 1000 <= now)
    throw validation("impersonation.expiration", "impersonation.expiration: The field must be a date in the future");
  return { status, expiration: new Date(until).toISOString() };
}

/** Reads whether a case that someone of Okta Support has assigned to themselves is approved. */
function readApproval(sent: unknown, before: SupportCase["selfAssigned"]) {
  if (!isObject(sent) || sent.status === before.status) return before;
  if (sent.status !== "APPROVED" || before.status !== "REQUESTED")
    throw validation("selfAssigned.status", "selfAssigned.status: Only a requested approval can be given");
  return { status: "APPROVED" };
}

async function changeCase(call: Call): Promise<Response> {
  const { org, params } = call;
  const { caseNumber = "" } = params;
  const before = casesOf(call).get(caseNumber);
  if (!before) throw notFound(caseNumber, "SupportCase");
  const { impersonation, selfAssigned } = await readBody(call);
  const changed = {
    ...before,
    impersonation: readImpersonation(impersonation, before.impersonation, org.now()),
    selfAssigned: readApproval(selfAssigned, before.selfAssigned),
  };
  casesOf(call).set(caseNumber, changed);
  return Response.json(show(changed));
}

const operations: readonly Operation[] = [
  {
    ...gate(ACCESS, "read"),
    method: "GET",
    path: PATH,
    handle: (call) => Response.json({ supportCases: [...casesOf(call).values()].map(show) }),
  },
  { ...gate(ACCESS, "manage"), method: "PATCH", path: `${PATH}/{caseNumber}`, handle: changeCase },
];

/** The cases that Okta Support has for the org, and what it may do for each. */
export const supportCases: ResourceDeclaration = {
  operations,
  seed({ store }) {
    const cases: readonly SupportCase[] = [
      {
        id: "1000001",
        subject: "Reset admin password",
        impersonation: { status: "REQUESTED", expiration: null },
        selfAssigned: { status: "REQUESTED" },
      },
      {
        id: "1000002",
        subject: "Review IP restriction configuration",
        impersonation: { status: "NOT_REQUESTED", expiration: null },
        selfAssigned: { status: "NOT_REQUIRED" },
      },
    ];
    for (const one of cases) resourceMap({ store }, "supportCases").set(one.id, one);
  },
};
