import type { User, UserStatus } from "../org/model.ts";
import { notFound, OktaError, validation, wrongStatus } from "../org/okta-error.ts";

/** What can be done with a user's life, as the paths name it. */
export type LifecycleOperation =
  | "activate"
  | "reactivate"
  | "deactivate"
  | "suspend"
  | "unsuspend"
  | "unlock"
  | "expire_password"
  | "expire_password_with_temp_password"
  | "reset_password"
  | "reset_factors";

/** Why not. */
const REFUSALS = {
  isActive: () =>
    new OktaError({
      status: 403,
      code: "E0000016",
      summary: "Activation failed because the user is already active",
    }),
  isNotActive: () => validation("suspendUser", "Cannot suspend a user that is not active"),
  isNotSuspended: () => validation("suspendUser", "Cannot unsuspend a user that is not suspended"),
  isNotLocked: () =>
    new OktaError({
      status: 403,
      code: "E0000032",
      summary: "Unlock is not allowed for this user.",
      causes: ["The user is not locked out."],
    }),
  isGone: ({ id }: User) => notFound(id, "User"),
  otherwise: wrongStatus,
} as const satisfies Record<string, (user: User) => OktaError>;

/** For each operation: the statuses in which Okta does it, and what it says in the others. */
const TRANSITIONS: Readonly<
  Record<LifecycleOperation, { readonly from: readonly UserStatus[]; readonly refusal: keyof typeof REFUSALS }>
> = {
  activate: { from: ["STAGED", "DEPROVISIONED"], refusal: "isActive" },
  reactivate: { from: ["PROVISIONED", "RECOVERY"], refusal: "otherwise" },
  deactivate: {
    from: ["STAGED", "PROVISIONED", "ACTIVE", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT", "SUSPENDED"],
    refusal: "isGone",
  },
  suspend: { from: ["ACTIVE"], refusal: "isNotActive" },
  unsuspend: { from: ["SUSPENDED"], refusal: "isNotSuspended" },
  unlock: { from: ["LOCKED_OUT"], refusal: "isNotLocked" },
  expire_password: { from: ["ACTIVE", "PASSWORD_EXPIRED"], refusal: "otherwise" },
  expire_password_with_temp_password: { from: ["ACTIVE", "PASSWORD_EXPIRED"], refusal: "otherwise" },
  reset_password: {
    from: ["PROVISIONED", "ACTIVE", "RECOVERY", "PASSWORD_EXPIRED", "LOCKED_OUT"],
    refusal: "otherwise",
  },
  reset_factors: {
    from: [
      "STAGED",
      "PROVISIONED",
      "ACTIVE",
      "RECOVERY",
      "PASSWORD_EXPIRED",
      "LOCKED_OUT",
      "SUSPENDED",
      "DEPROVISIONED",
    ],
    refusal: "otherwise",
  },
};

/**
 * Lets an operation go on if Okta does it with a user in that status.
 *
 * @throws {OktaError} what Okta says to that operation in that status.
 */
export function checkTransition(user: User, operation: LifecycleOperation): void {
  const { from, refusal } = TRANSITIONS[operation];
  if (!from.includes(user.status)) throw REFUSALS[refusal](user);
}
