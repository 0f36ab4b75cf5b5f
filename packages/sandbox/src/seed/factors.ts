import { type FactorKind, findKind } from "../factors/kinds.ts";
import { makeSharedSecret } from "../factors/totp.ts";
import type { Store, User } from "../org/model.ts";
import { oktaId, seededRandom } from "../org/random.ts";
import { detailedUsers } from "./people.ts";

/** What people have, over and over: most have one factor, some two, some none. */
const ENROLLED: readonly (readonly (readonly [factorType: string, provider: string])[])[] = [
  [
    ["push", "OKTA"],
    ["sms", "OKTA"],
  ],
  [["token:software:totp", "GOOGLE"]],
  [["email", "OKTA"]],
  [
    ["question", "OKTA"],
    ["token:software:totp", "OKTA"],
  ],
  [],
];

/** Enrolls factors, all of them active, for the active users. */
export function seedFactors(store: Store, seed: number): void {
  const random = seededRandom(seed + 900);
  const active = detailedUsers(store).filter(({ status }) => status === "ACTIVE");
  active.forEach((user, place) => {
    for (const [factorType, provider] of ENROLLED[place % ENROLLED.length] ?? []) {
      const kind = findKind(factorType, provider);
      if (kind) addFactor(store, user, kind, random);
    }
  });
}

function addFactor(store: Store, user: User, kind: FactorKind, random: () => number): void {
  const { factorType, provider, idPrefix, proof } = kind;
  const id = oktaId(idPrefix, random);
  const created = user.activated ?? user.created;
  store.factors.set(id, {
    id,
    userId: user.id,
    factorType,
    provider,
    vendorName: provider,
    status: "ACTIVE",
    created,
    lastUpdated: created,
    profile: makeProfile(user, factorType, random),
    ...(proof === "totp" && { sharedSecret: makeSharedSecret(random) }),
    ...(proof === "answer" && { passCode: "The analytical one" }),
  });
}

function makeProfile({ profile }: User, factorType: string, random: () => number): Record<string, unknown> {
  switch (factorType) {
    case "sms":
      // 555-0100 to 555-0199 belong to no one.
      return { phoneNumber: `+1415555${String(100 + Math.floor(random() * 100)).padStart(4, "0")}` };
    case "email":
      return { email: profile.email };
    case "question":
      return { question: "first_computer_game", questionText: "First computer game?" };
    case "push":
      return {
        credentialId: profile.login,
        deviceType: "SmartPhone_IPhone",
        name: "iPhone",
        platform: "IOS",
        version: "18.1",
      };
    default:
      return { credentialId: profile.login };
  }
}
