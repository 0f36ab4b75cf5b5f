import { app, directoryGroup, imported, plainUser, pushed, user } from "./scene.ts";
import type { Request, Walk } from "./walk.ts";

/** A server that trusts another one. */
async function trusting(walk: Walk) {
  const servers = "/api/v1/authorizationServers";
  const other = await walk.make(servers, await walk.bodyFor(servers, servers));
  const path = `${servers}/default/associatedServers`;
  await walk.send("POST", path, { trusted: [other] });
  return { path, other };
}

/** The path of an app's connection by OAuth 2.0. */
async function connected(walk: Walk): Promise<string> {
  const path = `/api/v1/apps/${app(walk)}/connections/default`;
  await walk.send("POST", path, { profile: { authScheme: "OAUTH2", clientId: "c" } });
  return path;
}

/** Requests about apps, directories, identity providers, identity sources and authorization servers. */
export const APP_REQUESTS: Readonly<Record<string, Request>> = {
  "POST /api/v1/apps/{}/credentials/keys/{}/clone": async (walk) => [
    `${await walk.fill("/api/v1/apps/{appId}/credentials/keys/{keyId}")}/clone?targetAid=${app(walk, "Zoom")}`,
  ],
  "POST /api/v1/apps/{}/credentials/csrs/{}/lifecycle/publish": async (walk) => [
    `${await walk.fill("/api/v1/apps/{appId}/credentials/csrs/{csrId}")}/lifecycle/publish`,
    { certificate: "DER" },
  ],
  "DELETE /api/v1/apps/{}/interclient-allowed-apps/{}": async (walk) => {
    const path = `/api/v1/apps/${app(walk)}/interclient-allowed-apps`;
    const id = app(walk, "Zoom");
    await walk.send("POST", path, { id });
    return [`${path}/${id}`];
  },
  "DELETE /api/v1/apps/{}/users/{}": async (walk) => {
    const path = `/api/v1/apps/${app(walk, "Travel Desk")}/users`;
    return [`${path}/${await walk.make(path, { id: plainUser(walk), scope: "USER" })}`];
  },
  "PATCH /api/v1/apps/{}/groups/{}": async (walk) => [
    await walk.fill("/api/v1/apps/{appId}/groups/{groupId}"),
    [{ op: "replace", path: "/priority", value: 1 }],
  ],
  "DELETE /api/v1/apps/{}/group-push/mappings/{}": async (walk) => [`${await pushed(walk)}?deleteTargetGroup=false`],
  "PATCH /api/v1/apps/{}/group-push/mappings/{}": async (walk) => [await pushed(walk), { status: "ACTIVE" }],
  "GET /api/v1/authorizationServers/{}/associatedServers": async (walk) => [(await trusting(walk)).path],
  "POST /api/v1/authorizationServers/{}/associatedServers": async (walk) => {
    const { path, other } = await trusting(walk);
    return [path, { trusted: [other] }];
  },
  "DELETE /api/v1/authorizationServers/{}/associatedServers/{}": async (walk) => {
    const { path, other } = await trusting(walk);
    return [`${path}/${other}`];
  },
  "GET /api/v1/apps/{}/connections/default/jwks": async (walk) => [`${await connected(walk)}/jwks`],
  "POST /api/v1/apps/{}/{}/oauth2/callback": async (walk) => {
    await connected(walk);
    return [`/api/v1/apps/slack/${app(walk)}/oauth2/callback?code=c&state=s`];
  },
  "POST /api/v1/directories/{}/groups/modify": (walk) => {
    const path = directoryGroup(walk);
    const parameters = { action: "ADD", attribute: "member", values: [user(walk)] };
    return [path.replace(/[^/]+$/, "modify"), { id: path.split("/").at(-1), parameters }];
  },
  "POST /api/v1/directories/{}/groups/{}/query": (walk) => [`${directoryGroup(walk)}/query`, { attributes: ["cn"] }],
  "GET /api/v1/directories/{}/groups/{}/query/{}": async (walk) => {
    const path = `${directoryGroup(walk)}/query`;
    const { body } = await walk.send("POST", path, { attributes: ["cn"] });
    return [`${path}/${body.resultId}`];
  },
  "POST /api/v1/idps/{}/credentials/csrs/{}/lifecycle/publish": async (walk) => [
    `${await walk.fill("/api/v1/idps/{idpId}/credentials/csrs/{csrId}")}/lifecycle/publish`,
    { certificate: "DER" },
  ],
  "POST /api/v1/idps/{}/users/{}": async (walk) => [
    `${await walk.fill("/api/v1/idps/{idpId}")}/users/${user(walk)}`,
    { externalId: "x" },
  ],
  "POST /api/v1/idps/{}/credentials/keys/generate": async (walk) => [
    `${await walk.fill("/api/v1/idps/{idpId}")}/credentials/keys/generate?validityYears=2`,
  ],
  "POST /api/v1/idps/{}/credentials/keys/{}/clone": async (walk) => {
    const target = await walk.make("/api/v1/idps", await walk.bodyFor("/api/v1/idps", ""));
    return [`${await walk.fill("/api/v1/idps/{idpId}/credentials/keys/{kid}")}/clone?targetIdpId=${target}`];
  },
  "DELETE /api/v1/identity-sources/{}/sessions/{}": async (walk) => [
    await walk.fill("/api/v1/identity-sources/{identitySourceId}/sessions/{sessionId}"),
  ],
  "POST /api/v1/identity-sources/{}/groups/{}/membership": async (walk) => [
    `/api/v1/identity-sources/${app(walk)}/groups/${await imported(walk, "groups")}/membership`,
    { memberExternalIds: ["m2"] },
  ],
  "GET /api/v1/idps/{}/credentials/keys": async (walk) => {
    const path = `${await walk.fill("/api/v1/idps/{idpId}")}/credentials/keys`;
    await walk.send("POST", `${path}/generate?validityYears=2`);
    return [path];
  },
};
