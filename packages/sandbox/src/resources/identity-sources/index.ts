import type { ResourceDeclaration } from "../../api/resource.ts";
import { sessions, startImport, uploads } from "./sessions.ts";
import { groups, users } from "./users-and-groups.ts";

/** Identity sources: their users and groups, and the sessions that import many of them. */
export const identitySources: ResourceDeclaration = {
  operations: [...sessions.operations, ...uploads, startImport, ...users, ...groups],
};
