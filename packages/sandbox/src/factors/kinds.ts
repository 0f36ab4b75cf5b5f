/** How a factor is proven: by a code that is sent, one that an app shows, a tap on a phone, or an answer. */
export type FactorProof = "sent" | "totp" | "push" | "answer";

/** A kind of factor that users of the org can enroll. */
export interface FactorKind {
  readonly factorType: string;
  /** Which is also how the vendor is called. */
  readonly provider: string;
  /** What the IDs of its factors begin with. */
  readonly idPrefix: string;
  readonly proof: FactorProof;
}

/** The kinds of factors, in the order of the catalog. Real Okta has some more, which need hardware or other companies. */
export const FACTOR_KINDS: readonly FactorKind[] = [
  { factorType: "question", provider: "OKTA", idPrefix: "ufs", proof: "answer" },
  { factorType: "token:software:totp", provider: "OKTA", idPrefix: "ost", proof: "totp" },
  { factorType: "token:software:totp", provider: "GOOGLE", idPrefix: "uft", proof: "totp" },
  { factorType: "push", provider: "OKTA", idPrefix: "opf", proof: "push" },
  { factorType: "sms", provider: "OKTA", idPrefix: "mbl", proof: "sent" },
  { factorType: "call", provider: "OKTA", idPrefix: "clf", proof: "sent" },
  { factorType: "email", provider: "OKTA", idPrefix: "emf", proof: "sent" },
];

/** Finds a kind; undefined if the org has no such factors. */
export function findKind(factorType: unknown, provider: unknown): FactorKind | undefined {
  return FACTOR_KINDS.find((kind) => kind.factorType === factorType && kind.provider === provider);
}
