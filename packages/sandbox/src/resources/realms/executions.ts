import { gate } from "../../api/gate.ts";
import type { Call, Operation, Org } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { attributeType } from "../../directory/user-profile.ts";
import { RuleExpressionError, readRuleExpression } from "../../group-rules/expression.ts";
import { answerList } from "../../lists/list.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource, User } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { defaultRealmId } from "../../org/org-ids.ts";
import { oktaId } from "../../org/random.ts";
import { realmAssignments, realms } from "./collections.ts";

const PATH = "/api/v1/realm-assignments/operations";
const ACCESS = { scope: "okta.realmAssignments", resource: "org", bucket: "realm-assignments" } as const;

const executionsOf = ({ org }: Pick<Call, "org">) => resourceMap(org, "realmExecutions");

const show = (execution: Resource, orgUrl: string) => ({
  ...execution,
  _links: { self: { rel: "self", href: `${orgUrl}/api/v1/operations/${execution.id}`, method: "GET" } },
});

/** The realm that an assignment puts users into. */
const realmOf = ({ actions }: Resource): string => {
  const assign = isObject(actions) && isObject(actions.assignUserToRealm) ? actions.assignUserToRealm : {};
  return String(assign.realmId);
};

/** The users of a profile source: those of an app, or all of them if the source is not an app. */
function usersOf({ store }: Org, { profileSourceId }: Readonly<Record<string, unknown>>): readonly User[] {
  const app = store.apps.get(String(profileSourceId));
  const users = [...store.users.values()].filter(({ status }) => status !== "DEPROVISIONED");
  return app ? users.filter(({ id }) => app.users.has(id)) : users;
}

/** The users whom an assignment is for. */
function fittingUsers(org: Org, assignment: Resource): readonly User[] {
  const conditions = isObject(assignment.conditions) ? assignment.conditions : {};
  const { expression } = conditions;
  const text = isObject(expression) && typeof expression.value === "string" ? expression.value : "true";
  try {
    const fits = readRuleExpression(text, (name) => attributeType(org.store, name));
    const groups = [...org.store.groups.values()];
    return usersOf(org, conditions).filter((user) =>
      fits({
        user,
        get groups() {
          return groups.filter(({ members }) => members.has(user.id));
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof RuleExpressionError)) throw error;
    throw validation("conditions.expression", `conditions.expression: ${error.message}`);
  }
}

/** Puts the users of an assignment into its realm, and counts those who were in another one. */
function move({ store }: Org, realmId: string, users: readonly User[]): number {
  const known = defaultRealmId(store);
  const moved = users.filter((user) => (user.realmId ?? known) !== realmId);
  for (const user of moved) user.realmId = realmId === known ? undefined : realmId;
  return moved.length;
}

async function execute(call: Call): Promise<Response> {
  const { org } = call;
  const { assignmentId } = await readBody(call);
  if (typeof assignmentId !== "string" || assignmentId === "")
    throw validation("assignmentId", "assignmentId: The field cannot be left blank");
  const one = realmAssignments.get(org.store, assignmentId);
  if (!one && assignmentId !== "ALL") throw notFound(assignmentId, "RealmAssignment");
  const wanted = one ? [one] : realmAssignments.all(org.store).filter(({ status }) => status === "ACTIVE");
  const [first] = wanted;
  if (first?.status !== "ACTIVE") throw validation("assignmentId", "assignmentId: No active realm assignment");
  // The first assignment that fits a user decides.
  const decided = new Set<User>();
  let numUserMoved = 0;
  for (const assignment of wanted.sort((a, b) => Number(a.priority) - Number(b.priority))) {
    const users = fittingUsers(org, assignment).filter((user) => !decided.has(user));
    for (const user of users) decided.add(user);
    numUserMoved += move(org, realmOf(assignment), users);
  }
  const now = isoDate(org.now());
  const realm = realms.get(org.store, realmOf(first));
  const { id, name, conditions, actions } = first;
  const execution: Resource = {
    id: oktaId("rre", org.random),
    type: "realm:assignment",
    status: "COMPLETED",
    created: now,
    started: now,
    completed: now,
    realmId: realm?.id,
    realmName: isObject(realm?.profile) ? realm.profile.name : undefined,
    assignmentOperation: { configuration: { id, name, conditions, actions } },
    numUserMoved,
  };
  executionsOf(call).set(execution.id, execution);
  return Response.json(show(execution, org.orgUrl), { status: 201 });
}

/** The operations that carry realm assignments out, and show the result. */
export const executionOperations: readonly Operation[] = [
  {
    ...gate(ACCESS, "read"),
    method: "GET",
    path: PATH,
    handle: (call) =>
      answerList(call, {
        entities: executionsOf(call),
        show: (execution) => show(execution, call.org.orgUrl),
        cursorPrefix: "rre",
        defaultLimit: 20,
        maxLimit: 200,
      }),
  },
  { ...gate(ACCESS, "manage"), method: "POST", path: PATH, handle: execute },
  {
    ...gate({ scope: "okta.operations", resource: "org", bucket: "operations" }, "read"),
    method: "GET",
    path: "/api/v1/operations/{operationId}",
    handle(call) {
      const { operationId = "" } = call.params;
      const execution = executionsOf(call).get(operationId);
      if (!execution) throw notFound(operationId, "Operation");
      return Response.json(show(execution, call.org.orgUrl));
    },
  },
];
