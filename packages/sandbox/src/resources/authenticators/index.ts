import type { ResourceDeclaration } from "../../api/resource.ts";
import { aaguidOperations } from "./aaguids.ts";
import { authenticators as collection, guarded } from "./authenticator.ts";
import { methodOperations } from "./methods.ts";
import { appConfiguration, rpIdVerification } from "./verification.ts";

/** Authenticators with their methods, models of security keys and what apps read about themselves. */
export const authenticators: ResourceDeclaration = {
  operations: [...guarded, ...aaguidOperations, rpIdVerification, ...methodOperations],
  publicOperations: [appConfiguration],
  seed: (context) => collection.seed(context),
};
