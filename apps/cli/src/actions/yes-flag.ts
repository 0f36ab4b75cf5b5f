/** The flag that confirms a destructive call. */
export const YES_FLAG = {
  yes: { kind: "switch", brief: "Send a destructive call without asking" },
} as const;
