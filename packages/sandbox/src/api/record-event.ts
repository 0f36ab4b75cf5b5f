import { isoDate } from "../org/clock.ts";
import type { LogContext } from "../org/log-context.ts";
import type { App, Group, LogEvent, LogParty, User } from "../org/model.ts";
import { oktaId } from "../org/random.ts";
import type { Call, Org } from "./operation.ts";

/** How many events the org remembers. */
const MAX_EVENTS = 10_000;

/** What happened. */
export interface HappeningOptions {
  /** Such as `user.lifecycle.suspend`. */
  readonly eventType: string;
  readonly displayMessage: string;
  readonly targets: readonly LogParty[];
  /** Default: INFO. */
  readonly severity?: LogEvent["severity"];
  /** Default: SUCCESS without a reason. */
  readonly outcome?: LogEvent["outcome"];
}

/** Who did something: a calling app, or the org by itself. */
export type Actor = Pick<Call, "org"> & Partial<Pick<Call, "app" | "request">>;

/** Writes an event into the System Log. */
export function recordEvent({ org, app, request }: Actor, options: HappeningOptions): void {
  const { eventType, displayMessage, targets, severity = "INFO", outcome } = options;
  const { events } = org.store;
  events.push({
    uuid: crypto.randomUUID(),
    published: isoDate(org.now()),
    eventType,
    displayMessage,
    severity,
    outcome: outcome ?? { result: "SUCCESS", reason: null },
    actor: app
      ? { id: app.clientId, type: "PublicClientApp", alternateId: app.clientId, displayName: "API Services app" }
      : SYSTEM,
    target: targets,
    context: request && readContext(request, org),
  });
  if (events.length > MAX_EVENTS) events.shift();
}

/** What acts for the org itself. */
const SYSTEM: LogParty = {
  id: "spr00000000000000000",
  type: "SystemPrincipal",
  alternateId: "system@okta.com",
  displayName: "Okta System",
};

const TRANSACTIONS = new WeakMap<Request, string>();

function readContext(request: Request, { random }: Org): LogContext {
  const transactionId = TRANSACTIONS.get(request) ?? oktaId("", random);
  TRANSACTIONS.set(request, transactionId);
  return {
    requestUri: new URL(request.url).pathname,
    transactionId,
    ipAddress: request.headers.get("x-forwarded-for")?.split(",")[0]?.trim(),
    userAgent: request.headers.get("user-agent") ?? undefined,
  };
}

/** A user as the System Log names them. */
export function userParty({ id, profile }: User): LogParty {
  const { login, firstName, lastName } = profile;
  return { id, type: "User", alternateId: login, displayName: `${firstName} ${lastName}` };
}

/** A group as the System Log names it. */
export function groupParty({ id, profile }: Group): LogParty {
  return { id, type: "UserGroup", alternateId: "unknown", displayName: profile.name };
}

/** An app as the System Log names it. */
export function appParty({ id, definition }: App): LogParty {
  return { id, type: "AppInstance", alternateId: definition.label, displayName: definition.label };
}
