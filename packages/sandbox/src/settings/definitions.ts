import type { Call, Operation, Org } from "../api/operation.ts";
import { answerList } from "../lists/list.ts";
import type { Definition, Store } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";

/** What an org keeps as it was defined, and lists: hooks, tokens, identity providers. */
export interface DefinitionKind {
  /** Okta's name of one of them, such as `EventHook`. */
  readonly name: string;
  readonly path: string;
  /** Without `.read`. */
  readonly scope: string;
  readonly resource: Permission["resource"];
  readonly bucket: string;
  readonly cursorPrefix: string;
  readonly entities: (store: Store) => Map<string, Definition>;
  /** What can be done with one of them, such as `["GET", "PUT"]`. */
  readonly allow: readonly string[];
}

/** The operation that lists definitions. */
export function listOperation(kind: DefinitionKind): Operation {
  const { path, scope, resource, bucket, cursorPrefix, entities } = kind;
  return {
    method: "GET",
    path,
    scope: `${scope}.read`,
    permission: { resource, access: "read" },
    bucket,
    handle: ({ org, url }) =>
      answerList(
        { org, url },
        {
          entities: entities(org.store),
          show: (definition) => showDefinition(definition, kind, org),
          cursorPrefix,
          defaultLimit: 200,
          maxLimit: 200,
          q: { defaultLimit: 200, texts: ({ name }) => [name] },
        },
      ),
  };
}

/** Finds a definition by ID. */
export function findDefinition({ org }: Pick<Call, "org">, kind: DefinitionKind, id = ""): Definition {
  const definition = kind.entities(org.store).get(id);
  if (!definition) throw notFound(id, kind.name);
  return definition;
}

/** A definition as Okta shows it. */
export function showDefinition(
  definition: Definition,
  { path, allow }: DefinitionKind,
  { orgUrl }: Org,
): Record<string, unknown> {
  const self = { href: `${orgUrl}${path}/${definition.id}`, hints: { allow } };
  const { userId } = definition;
  const user = userId !== undefined && {
    user: { href: `${orgUrl}/api/v1/users/${userId}`, hints: { allow: ["GET"] } },
  };
  return { ...definition, _links: { self, ...user } };
}
