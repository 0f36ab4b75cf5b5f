import type { Call, Org } from "../api/operation.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { Factor, User } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";
import { type FactorProof, findKind } from "./kinds.ts";

/** Finds the factor that a call's path names. */
export function findFactor({ org, params }: Pick<Call, "org" | "params">): Factor {
  const user = findUser(org, params.userId ?? "");
  const id = params.factorId ?? "";
  const factor = org.store.factors.get(id);
  if (factor?.userId !== user.id) throw notFound(id, "UserFactor");
  return factor;
}

/** A user's factors, in the order in which they were enrolled. */
export function factorsOf({ store }: Org, { id }: User): Factor[] {
  return [...store.factors.values()].filter(({ userId }) => userId === id);
}

/** How a factor is proven. */
export function proofOf({ factorType, provider }: Pick<Factor, "factorType" | "provider">): FactorProof {
  return findKind(factorType, provider)?.proof ?? "sent";
}

/** A factor as Okta shows it: never its code or answer, its secret only until it is active. */
export function showFactor(factor: Factor, org: Org): Record<string, unknown> {
  const { id, factorType, provider, vendorName, status, created, lastUpdated, profile } = factor;
  const isPending = status === "PENDING_ACTIVATION";
  const embedded = isPending ? showActivation(factor, org) : undefined;
  return {
    id,
    factorType,
    provider,
    vendorName,
    status,
    created,
    lastUpdated,
    ...(Object.keys(profile).length > 0 && { profile }),
    _links: showLinks(factor, org),
    ...(embedded && { _embedded: { activation: embedded } }),
  };
}

/** The URL of a factor. */
export function factorUrl({ id, userId }: Factor, { orgUrl }: Org): string {
  return `${orgUrl}/api/v1/users/${userId}/factors/${id}`;
}

/** A link, with the method that it takes. */
export function linkTo(href: string, ...allow: readonly string[]): Record<string, unknown> {
  return { href, hints: { allow } };
}

function showLinks(factor: Factor, org: Org): Record<string, unknown> {
  const self = factorUrl(factor, org);
  const user = `${org.orgUrl}/api/v1/users/${factor.userId}`;
  const isPending = factor.status === "PENDING_ACTIVATION";
  const proof = proofOf(factor);
  return {
    ...(isPending && proof === "push" && { poll: linkTo(`${self}/lifecycle/activate`, "POST") }),
    ...(isPending && proof !== "push" && { activate: linkTo(`${self}/lifecycle/activate`, "POST") }),
    // A list, as in all of Okta's examples; its schema has a single link.
    ...(isPending &&
      proof === "sent" && { resend: [{ name: factor.factorType, ...linkTo(`${self}/resend`, "POST") }] }),
    ...(proof === "answer" && { questions: linkTo(`${user}/factors/questions`, "GET") }),
    ...(!isPending && { verify: linkTo(`${self}/verify`, "POST") }),
    self: linkTo(self, ...(isPending ? ["GET"] : ["GET", "DELETE"])),
    user: linkTo(user, "GET"),
  };
}

/** What it takes to set a pending factor up. */
function showActivation(factor: Factor, org: Org): Record<string, unknown> | undefined {
  const self = factorUrl(factor, org);
  const qrcode = { href: `${self}/qr/${factor.id}`, type: "image/png" };
  if (factor.sharedSecret !== undefined) {
    const { sharedSecret } = factor;
    return { timeStep: 30, sharedSecret, encoding: "base32", keyLength: sharedSecret.length, _links: { qrcode } };
  }
  return factor.push && { ...showPush(factor.push, org), _links: { qrcode } };
}

/** What has become of a push: nothing yet, an answer, or too late. */
export function showPush({ result, expiresAt }: NonNullable<Factor["push"]>, { now }: Org): Record<string, unknown> {
  if (result !== "WAITING") return { factorResult: result };
  return expiresAt <= now() ? { factorResult: "TIMEOUT" } : { factorResult: "WAITING", expiresAt: isoDate(expiresAt) };
}
