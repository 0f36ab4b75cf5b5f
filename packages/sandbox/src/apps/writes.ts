import type { Call, Operation } from "../api/operation.ts";
import { appParty, recordEvent } from "../api/record-event.ts";
import { readBody, readFlag } from "../api/request-body.ts";
import { isoDate } from "../org/clock.ts";
import type { App } from "../org/model.ts";
import { OktaError } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { findApp, showApp } from "./app.ts";
import { isCustom } from "./catalogue.ts";
import { readAppDefinition } from "./definition.ts";

const COMMON = { scope: "okta.apps.manage", permission: { resource: "apps", access: "manage" } } as const;

/** The operations that create, replace, delete, activate and deactivate apps. */
export const appWriteOperations: readonly Operation[] = [
  { ...COMMON, method: "POST", path: "/api/v1/apps", bucket: "apps", handle: createApp },
  { ...COMMON, method: "PUT", path: "/api/v1/apps/{appId}", bucket: "app", handle: replaceApp },
  { ...COMMON, method: "DELETE", path: "/api/v1/apps/{appId}", bucket: "app", handle: deleteApp },
  ...(["activate", "deactivate"] as const).map(
    (step): Operation => ({
      ...COMMON,
      method: "POST",
      path: `/api/v1/apps/{appId}/lifecycle/${step}`,
      bucket: "apps",
      handle: (call) => changeStatus(call, step),
    }),
  ),
];

async function createApp(call: Call): Promise<Response> {
  const { org, url } = call;
  const id = oktaId("0oa", org.random);
  const definition = readAppDefinition(await readBody(call), org, { id });
  const now = isoDate(org.now());
  const app: App = {
    id,
    status: readFlag(url, "activate", true) ? "ACTIVE" : "INACTIVE",
    created: now,
    lastUpdated: now,
    definition,
    users: new Map(),
    groups: new Map(),
  };
  org.store.apps.set(id, app);
  recordApp(call, app, "create", "Create application");
  if (app.status === "ACTIVE") recordApp(call, app, "activate", "Activate application");
  return Response.json(showApp(app, org));
}

async function replaceApp(call: Call): Promise<Response> {
  const { org, params } = call;
  const app = findApp(org, params.appId ?? "");
  const definition = readAppDefinition(await readBody(call), org, app);
  if (app.status !== "ACTIVE" && definition.signOnMode === "AUTO_LOGIN" && isCustom(definition.name)) {
    throw new OktaError({
      status: 400,
      code: "E0000024",
      summary: "Bad request. This operation on app metadata is not yet supported.",
      causes: ["This operation on app metadata is not yet supported: No active instances."],
    });
  }
  app.definition = definition;
  app.lastUpdated = isoDate(org.now());
  recordApp(call, app, "update", "Update application");
  return Response.json(showApp(app, org));
}

function deleteApp(call: Call): Response {
  const { org, params } = call;
  const app = findApp(org, params.appId ?? "");
  if (app.status === "ACTIVE") {
    throw new OktaError({
      status: 403,
      code: "E0000056",
      summary: "Delete application forbidden.",
      causes: ["The application must be deactivated before deletion."],
    });
  }
  org.store.apps.delete(app.id);
  recordApp(call, app, "delete", "Delete application");
  return new Response(null, { status: 204 });
}

function changeStatus(call: Call, step: "activate" | "deactivate"): Response {
  const { org, params } = call;
  const app = findApp(org, params.appId ?? "");
  const status = step === "activate" ? "ACTIVE" : "INACTIVE";
  if (app.status !== status) {
    app.status = status;
    app.lastUpdated = isoDate(org.now());
    recordApp(call, app, step, step === "activate" ? "Activate application" : "Deactivate application");
  }
  return Response.json({});
}

function recordApp(call: Call, app: App, what: string, displayMessage: string): void {
  recordEvent(call, { eventType: `application.lifecycle.${what}`, displayMessage, targets: [appParty(app)] });
}
