import { ACCESS_REQUESTS } from "./access-requests.ts";
import { APP_REQUESTS } from "./app-requests.ts";
import { AUTHENTICATOR_REQUESTS } from "./authenticator-requests.ts";
import { app, device, group, linked, policy, stream, user } from "./scene.ts";
import { USER_REQUESTS } from "./user-requests.ts";
import type { Request, Walk } from "./walk.ts";

const onDevice =
  (status: string, end: string): Request =>
  (walk) => [`/api/v1/devices/${device(walk, status)}${end}`];

const onStream =
  (end: string, body?: (made: Awaited<ReturnType<typeof stream>>) => unknown): Request =>
  async (walk) => {
    const made = await stream(walk);
    return [made.path + end, body?.(made)];
  };

const onMapping: Request = async (walk) => {
  const path = `/api/v1/policies/${policy(walk, "ACCESS_POLICY")}`;
  await walk.send("PUT", `/api/v1/apps/${app(walk)}/policies/${path.split("/").at(-1)}`);
  return [`${path}/mappings/${(await walk.list(`${path}/mappings`))[0]?.id}`];
};

const onUpdate =
  (...steps: readonly string[]): Request =>
  async (walk) => {
    const path = await walk.fill("/api/v1/agentPools/{poolId}/updates/{updateId}", true);
    for (const step of steps.slice(0, -1)) await walk.send("POST", `${path}/${step}`);
    return [`${path}/${steps.at(-1)}`];
  };

const EXECUTIONS = "/api/v1/realm-assignments/operations";

/** What carries a realm assignment out. */
async function executable(walk: Walk) {
  const path = "/api/v1/realm-assignments";
  const assignmentId = await walk.make(path, await walk.bodyFor(path, path));
  await walk.send("POST", `${path}/${assignmentId}/lifecycle/activate`);
  return { assignmentId };
}

/** Requests that need more than a path and a body: something in a state, or something that is made first. */
export const REQUESTS: Readonly<Record<string, Request>> = {
  "POST /api/v1/agentPools/{}/updates/{}/resume": onUpdate("pause", "resume"),
  "POST /api/v1/agentPools/{}/updates/{}/retry": onUpdate("stop", "retry"),
  "POST /api/v1/realm-assignments/operations": async (walk) => [EXECUTIONS, await executable(walk)],
  "GET /api/v1/realm-assignments/operations": async (walk) => {
    await walk.send("POST", EXECUTIONS, await executable(walk));
    return [EXECUTIONS];
  },
  "GET /api/v1/operations/{}": async (walk) => [
    `/api/v1/operations/${await walk.make(EXECUTIONS, await executable(walk))}`,
  ],
  ...Object.fromEntries(
    (["activate", "unsuspend"] as const).map((step) => [
      `POST /api/v1/devices/{}/lifecycle/${step}`,
      onDevice(step === "activate" ? "DEACTIVATED" : "SUSPENDED", `/lifecycle/${step}`),
    ]),
  ),
  "DELETE /api/v1/devices/{}": onDevice("DEACTIVATED", ""),
  "POST /api/v1/domains/{}/verify": async (walk) => [`${await walk.fill("/api/v1/domains/{domainId}", true)}/verify`],
  "PUT /api/v1/domains/{}/certificate": async (walk) => {
    const path = await walk.fill("/api/v1/domains/{domainId}", true);
    await walk.send("POST", `${path}/verify`);
    const pem = "-----BEGIN SOMETHING-----";
    return [`${path}/certificate`, { type: "PEM", certificate: pem, privateKey: pem }];
  },
  "PUT /api/v1/groups/{}/users/{}": (walk) => [`/api/v1/groups/${group(walk, "Contractors")}/users/${user(walk)}`],
  "DELETE /api/v1/groups/{}/users/{}": async (walk) => {
    const path = `/api/v1/groups/${group(walk)}/users`;
    return [`${path}/${(await walk.list(path))[0]?.id}`];
  },
  ...Object.fromEntries(
    (["GET", "DELETE"] as const).map((method): [string, Request] => [
      `${method} /api/v1/users/{}/linkedObjects/{}`,
      async (walk) => [(await linked(walk)).path],
    ]),
  ),
  "PUT /api/v1/users/{}/linkedObjects/{}/{}": async (walk) => {
    const { path, other } = await linked(walk);
    return [`${path}/${other}`];
  },
  "GET /api/v1/org/privacy/aerial": async ({ send }) => {
    await send("POST", "/api/v1/org/privacy/aerial/grant", { accountId: "a1" });
    return ["/api/v1/org/privacy/aerial"];
  },
  "POST /api/v1/org/privacy/aerial/revoke": async ({ send }) => {
    await send("POST", "/api/v1/org/privacy/aerial/grant", { accountId: "a1" });
    return ["/api/v1/org/privacy/aerial/revoke", { accountId: "a1" }];
  },
  "GET /api/v1/policies": () => ["/api/v1/policies?type=OKTA_SIGN_ON"],
  "POST /api/v1/policies/{}/clone": (walk) => [`/api/v1/policies/${policy(walk, "ACCESS_POLICY")}/clone`],
  "GET /api/v1/policies/{}/mappings/{}": onMapping,
  "DELETE /api/v1/policies/{}/mappings/{}": onMapping,
  "GET /api/v1/principal-rate-limits": async ({ org, send, bodyFor }) => {
    await send("POST", "/api/v1/principal-rate-limits", await bodyFor("/api/v1/principal-rate-limits", ""));
    return [
      `/api/v1/principal-rate-limits?filter=${encodeURIComponent(`principalType eq "OAUTH_CLIENT" and principalId eq "${org.app.clientId}"`)}`,
    ];
  },
  "PUT /api/v1/ssf/stream": onStream("", ({ body, id }) => ({ ...body, stream_id: id })),
  "PATCH /api/v1/ssf/stream": onStream("", ({ body, id }) => ({ ...body, stream_id: id })),
  "DELETE /api/v1/ssf/stream": onStream(""),
  "GET /api/v1/ssf/stream/status": async (walk) => {
    const { path, id } = await stream(walk);
    return [`${path}/status?stream_id=${id}`];
  },
  "POST /api/v1/ssf/stream/verification": onStream("/verification", ({ id }) => ({ stream_id: id })),
  "POST /api/v1/telephony-providers/{}/setAsPrimary": async (walk) => {
    const path = await walk.fill("/api/v1/telephony-providers/{id}", true);
    await walk.send("POST", `${path}/lifecycle/activate`);
    return [`${path}/setAsPrimary`];
  },
  ...USER_REQUESTS,
  ...ACCESS_REQUESTS,
  ...APP_REQUESTS,
  ...AUTHENTICATOR_REQUESTS,
};
