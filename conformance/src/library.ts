import type * as actions from "@okta-edge/actions";
import type * as groups from "@okta-edge/actions/groups";
import type * as logs from "@okta-edge/actions/logs";
import type * as operations from "@okta-edge/actions/operations";
import type * as users from "@okta-edge/actions/users";
import type * as core from "@okta-edge/core";
import type * as check from "@okta-edge/core/check";

/** What is under test: each module as a user imports it. */
export interface Library {
  readonly core: typeof core;
  readonly check: typeof check;
  readonly actions: typeof actions;
  readonly modules: { readonly users: typeof users; readonly groups: typeof groups; readonly logs: typeof logs };
  readonly operations: typeof operations;
}
