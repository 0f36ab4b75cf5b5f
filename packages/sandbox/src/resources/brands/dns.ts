import { oktaId } from "../../org/random.ts";

/** What the owner of a domain puts into its DNS. */
export const verificationCode = (random: () => number): string => oktaId("", random).toLowerCase();
