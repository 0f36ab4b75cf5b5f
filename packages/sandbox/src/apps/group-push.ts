import type { Call, Operation, Org } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import { findGroup } from "../directory/group.ts";
import { answerList } from "../lists/list.ts";
import { isoDate } from "../org/clock.ts";
import type { GroupPush } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { findApp } from "./app.ts";

const PATH = "/api/v1/apps/{appId}/group-push/mappings";

/** The operations on the groups that an app is sent. They need two scopes. */
export const groupPushOperations: readonly Operation[] = [
  {
    method: "GET",
    path: PATH,
    scope: "okta.apps.read",
    furtherScope: "okta.groups.read",
    permission: { resource: "apps", access: "read" },
    bucket: "apps",
    handle: listPushes,
  },
  {
    method: "POST",
    path: PATH,
    scope: "okta.apps.manage",
    furtherScope: "okta.groups.manage",
    permission: { resource: "apps", access: "manage" },
    bucket: "apps",
    handle: createPush,
  },
  {
    method: "GET",
    path: `${PATH}/{mappingId}`,
    scope: "okta.apps.read",
    furtherScope: "okta.groups.read",
    permission: { resource: "apps", access: "read" },
    bucket: "apps",
    handle: (call) => Response.json(showPush(findPush(call), call.org)),
  },
  {
    method: "PATCH",
    path: `${PATH}/{mappingId}`,
    scope: "okta.apps.manage",
    furtherScope: "okta.groups.manage",
    permission: { resource: "apps", access: "manage" },
    bucket: "apps",
    handle: changePush,
  },
  {
    method: "DELETE",
    path: `${PATH}/{mappingId}`,
    scope: "okta.apps.manage",
    furtherScope: "okta.groups.manage",
    permission: { resource: "apps", access: "manage" },
    bucket: "apps",
    handle: deletePush,
  },
];

function findPush({ org, params }: Call): GroupPush {
  const app = findApp(org, params.appId ?? "");
  const id = params.mappingId ?? "";
  const push = org.store.groupPushes.get(id);
  if (push?.appId !== app.id) throw notFound(id, "GroupPushMapping");
  return push;
}

async function changePush(call: Call): Promise<Response> {
  const push = findPush(call);
  const { status } = await readBody(call);
  if (status !== "ACTIVE" && status !== "INACTIVE")
    throw validation("status", "status: The field must be ACTIVE or INACTIVE");
  const changed: GroupPush = { ...push, status };
  call.org.store.groupPushes.set(push.id, changed);
  return Response.json(showPush(changed, call.org));
}

function deletePush(call: Call): Response {
  const push = findPush(call);
  const deletesTarget = call.url.searchParams.get("deleteTargetGroup");
  if (deletesTarget === null)
    throw validation("deleteTargetGroup", "deleteTargetGroup: The field cannot be left blank");
  if (push.status === "ACTIVE")
    throw validation("status", "status: An active mapping cannot be deleted. Deactivate it first.");
  call.org.store.groupPushes.delete(push.id);
  // Recorded so, though Okta describes 204.
  return new Response(null, { status: 200 });
}

function listPushes({ org, url, params }: Call): Response {
  const app = findApp(org, params.appId ?? "");
  const [source, status] = [url.searchParams.get("sourceGroupId"), url.searchParams.get("status")];
  const pushes = [...org.store.groupPushes.values()]
    .filter(({ appId }) => appId === app.id)
    .filter((push) => (!source || push.sourceGroupId === source) && (!status || push.status === status));
  return answerList(
    { org, url },
    {
      entities: new Map(pushes.map((push) => [push.id, push])),
      show: (push) => showPush(push, org),
      cursorPrefix: "gPm",
      defaultLimit: 100,
      maxLimit: 1000,
      parameters: ["sourceGroupId", "status", "lastUpdated"],
    },
  );
}

async function createPush(call: Call): Promise<Response> {
  const { org, params } = call;
  const app = findApp(org, params.appId ?? "");
  const { sourceGroupId, targetGroupId, targetGroupName, status = "ACTIVE" } = await readBody(call);
  const source = findGroup(org, String(sourceGroupId ?? ""));
  if ((targetGroupId === undefined) === (targetGroupName === undefined))
    throw validation("targetGroupId", "Either targetGroupId or targetGroupName must be provided, but not both.");
  const push: GroupPush = {
    id: oktaId("gPm", org.random),
    appId: app.id,
    sourceGroupId: source.id,
    targetGroupId: targetGroupId === undefined ? oktaId("00g", org.random) : findGroup(org, String(targetGroupId)).id,
    status: status === "INACTIVE" ? "INACTIVE" : "ACTIVE",
    created: isoDate(org.now()),
  };
  org.store.groupPushes.set(push.id, push);
  return Response.json(showPush(push, org));
}

function showPush({ appId, ...push }: GroupPush, { orgUrl }: Org): Record<string, unknown> {
  return {
    ...push,
    errorSummary: "",
    lastPush: push.created,
    lastUpdated: push.created,
    _links: {
      app: { href: `${orgUrl}/api/v1/apps/${appId}` },
      sourceGroup: { href: `${orgUrl}/api/v1/groups/${push.sourceGroupId}` },
      targetGroup: { href: `${orgUrl}/api/v1/groups/${push.targetGroupId}` },
    },
  };
}
