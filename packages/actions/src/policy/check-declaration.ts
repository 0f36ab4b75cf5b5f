import { closestMatch } from "leven";
import { foldName, type PolicyTarget } from "./call.ts";
import type { PolicyDeclaration } from "./caller-policy.ts";
import { topicOf } from "./policy.ts";
import { bodyNames } from "./where.ts";

/** A name in a declaration that nothing has: the rule would not do what it says. */
export interface DeclarationIssue {
  /** Where it is, such as `["actions", 0]`. */
  readonly path: readonly [rule: "actions" | "where", key: number | string];
  /** What is wrong, to follow the name: "is not an action". */
  readonly message: string;
}

/** Names of `where` that no parameter has. */
const MORE_NAMES = ["roleType", "userId", "groupId", "appId"];

/** Query parameters of operations that are not in the catalog of actions. */
const MORE_QUERY_NAMES =
  "activeAppsOnly assignmentType code deleteTargetGroup forDownload kid language match mode oauthClientId requestingAppId requestingAppName resourceAppId resourceAppName scheduled sourceId state stream_id targetAid targetId targetIdpId templateType trusted validityYears";

/**
 * Finds actions and parameters of a declaration that do not exist among everything that can be called.
 *
 * @param declaration - What a caller may do.
 * @param targets - Returns what {@link knownTargets} returns.
 * @returns the issues; an empty list if there are none.
 */
export function checkDeclarationOf(
  { actions = [], where = {} }: PolicyDeclaration,
  targets: () => readonly PolicyTarget[],
): readonly DeclarationIssue[] {
  if (actions.length === 0 && Object.keys(where).length === 0) return [];
  const { ids, parameters } = readNames(targets());
  return [
    ...actions.flatMap((action, index): readonly DeclarationIssue[] =>
      ids.has(action)
        ? []
        : [{ path: ["actions", index], message: `is not an action or an operation of Okta's${nearest(action, ids)}` }],
    ),
    ...Object.keys(where).flatMap((name): readonly DeclarationIssue[] =>
      parameters.has(foldName(name))
        ? []
        : [
            {
              path: ["where", name],
              message: `is not a parameter of any action${nearest(name, new Set(parameters.values()))}`,
            },
          ],
    ),
  ];
}

function nearest(name: string, names: ReadonlySet<string>): string {
  const closest = closestMatch(name, [...names], { maxDistance: 4 });
  return closest ? `; did you mean ${closest}?` : ".";
}

interface KnownNames {
  readonly ids: ReadonlySet<string>;
  /** By the folded name. */
  readonly parameters: ReadonlyMap<string, string>;
}

function readNames(targets: readonly PolicyTarget[]): KnownNames {
  const ids = new Set<string>();
  const parameters = new Map<string, string>();
  const add = (names: readonly string[]) => {
    for (const name of names) parameters.set(foldName(name), name);
  };
  add([...MORE_NAMES, ...MORE_QUERY_NAMES.split(" ")]);
  for (const { operation, action } of targets) {
    for (const id of [operation.id, ...(action ? [action.id, topicOf(action.id)] : [])]) ids.add(id);
    for (const path of [operation.path, ...(action ? [action.path] : [])]) {
      add([...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name));
    }
    if (action) add([...Object.keys(action.query), ...bodyNames(action)]);
  }
  return { ids, parameters };
}
