import * as actions from "@okta-edge/actions";
import * as groups from "@okta-edge/actions/groups";
import * as logs from "@okta-edge/actions/logs";
import * as operations from "@okta-edge/actions/operations";
import * as users from "@okta-edge/actions/users";
import * as core from "@okta-edge/core";
import * as check from "@okta-edge/core/check";
import type { Library } from "../library.ts";

/** The packages, as the runtime or its bundler finds them. */
export const library: Library = { core, check, actions, operations, modules: { users, groups, logs } };
