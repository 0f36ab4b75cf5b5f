import { gate } from "../api/gate.ts";
import type { Call, Gate } from "../api/operation.ts";
import type { CollectionOptions } from "./declaration.ts";

const STEPS = { activate: "ACTIVE", deactivate: "INACTIVE" };

/** What follows from a declaration: paths, gates and steps. */
interface Parts {
  /** The path of one resource. */
  readonly one: string;
  readonly read: Gate;
  readonly manage: Gate;
  /** The members that hold when a resource was made and last changed. */
  readonly times: CollectionOptions["times"];
  /** The steps of a resource's life, with the status that each leads to. */
  readonly steps: Readonly<Record<string, string>>;
  /** What a call's resources are kept under. */
  parentOf(call: Call): string;
}

/** Reads the parts of a declaration. */
export function partsOf(options: CollectionOptions): Parts {
  const { path, param, scope, resource, parent, lifecycle } = options;
  const access = { scope, resource, bucket: options.bucket ?? path.split("/")[3] ?? "default" };
  return {
    one: `${path}/{${param}}`,
    read: gate(access, "read"),
    manage: gate(access, "manage"),
    times: "times" in options ? options.times : (["created", "lastUpdated"] as const),
    steps: lifecycle ? (lifecycle.steps ?? STEPS) : {},
    parentOf: (call: Call) => parent?.keyOf(call) ?? "",
  };
}
