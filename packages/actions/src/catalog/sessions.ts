import * as v from "valibot";
import { defineAction } from "../action.ts";
import { happened, oktaObject } from "./okta-object.ts";
import { id } from "./parameters.ts";

const sessionId = id("the session");

export const session = oktaObject("Session", {
  id: v.string(),
  userId: v.string(),
  login: v.optional(v.string()),
  status: v.optional(v.string()),
  createdAt: v.optional(v.string()),
  expiresAt: happened,
});

export const get = defineAction({
  id: "sessions.get",
  method: "GET",
  path: "/api/v1/sessions/{sessionId}",
  scope: "okta.sessions.read",
  risk: "read",
  summary: "Get a session",
  description: "By its ID, as the System Log has it. To end all sessions of a user use users.clearSessions.",
  params: { sessionId },
  response: session,
  example: { sessionId: "102example" },
});

export const revoke = defineAction({
  id: "sessions.revoke",
  method: "DELETE",
  path: "/api/v1/sessions/{sessionId}",
  scope: "okta.sessions.manage",
  risk: "write",
  marks: ["cutsOff"],
  summary: "End one session",
  description: "Apps that were opened from it stay signed in. To end all sessions of a user use users.clearSessions.",
  params: { sessionId },
  example: { sessionId: "102example" },
});
