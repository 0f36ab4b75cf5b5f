import type { ResourceDeclaration } from "../../api/resource.ts";
import { connections } from "./connections.ts";
import { features } from "./features.ts";
import { grants } from "./grants.ts";
import { jwks } from "./jwks.ts";
import { others } from "./others.ts";
import { secretOperations } from "./secrets.ts";
import { keys } from "./signing-keys.ts";

/** What belongs to an app: keys, secrets, grants, provisioning, logo, tokens. */
export const appParts: ResourceDeclaration = {
  operations: [
    ...keys,
    ...secretOperations,
    ...jwks.operations,
    ...grants.operations,
    ...connections,
    ...features,
    ...others,
  ],
};
