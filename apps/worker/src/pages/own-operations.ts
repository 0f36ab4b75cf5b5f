/** The Worker's own routes, for the OpenAPI document. */
export const OWN_PATHS = {
  "/connections/{connection}/check": {
    post: {
      operationId: "connection.check",
      summary: "Check a connection",
      description:
        "Checks every step of the connection's set-up against Okta, without any cache: options, key, org, clock, token, DPoP, scopes, admin role and rate limit. Each step that failed says which setting to change.",
      parameters: [
        {
          name: "connection",
          in: "path",
          required: true,
          description: "The connection's name; `default` for the plain settings.",
          schema: { type: "string" },
        },
      ],
      responses: { 200: json("The steps", checkReport()) },
    },
  },
  "/whoami": {
    get: {
      operationId: "caller.whoami",
      summary: "Who the caller is",
      description:
        "The caller's name, connections, scopes and actions, when its key expires, and the rules that narrow its calls.",
      responses: { 200: json("The caller", callerReport()) },
    },
  },
  "/ready": {
    get: {
      operationId: "worker.ready",
      summary: "Readiness",
      description:
        "Whether the settings are valid, every connection has an access token and its org responds. The result is reused for a minute.",
      security: [],
      responses: { 200: json("Ready", readiness()), 503: json("Not ready", readiness()) },
    },
  },
  "/health": {
    get: {
      operationId: "worker.health",
      summary: "Liveness",
      description: "Responds while the Worker runs, whatever its settings.",
      security: [],
      responses: { 200: json("Alive", { type: "object", properties: { status: { const: "ok" } } }) },
    },
  },
};

function json(description: string, schema: object): object {
  return { description, content: { "application/json": { schema } } };
}

function readiness(): object {
  return { type: "object", properties: { ready: { type: "boolean" } }, required: ["ready"] };
}

function callerReport(): object {
  const text = { type: "string" };
  const texts = { type: "array", items: text };
  return {
    type: "object",
    properties: {
      name: text,
      connections: texts,
      scopes: texts,
      actions: texts,
      keyExpiresAt: { type: ["string", "null"], format: "date-time" },
      maxRisk: { enum: ["read", "write", "destructive"] },
      deny: texts,
      where: { type: "object" },
      protected: { type: "object", properties: { groups: texts, users: texts } },
      fields: texts,
    },
    required: ["name", "connections", "scopes", "actions", "keyExpiresAt"],
  };
}

function checkReport(): object {
  const text = { type: "string" };
  const status = { enum: ["ok", "warning", "failed", "skipped"] };
  const step = {
    type: "object",
    properties: { step: text, status, detail: text, hint: text, code: text, option: text },
    required: ["step", "status", "detail"],
  };
  return {
    type: "object",
    properties: { connection: text, description: text, ok: { type: "boolean" }, steps: { type: "array", items: step } },
    required: ["connection", "ok", "steps"],
  };
}
