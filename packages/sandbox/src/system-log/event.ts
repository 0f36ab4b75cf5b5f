import type { LogContext, LogPlace } from "../org/log-context.ts";
import type { LogEvent, LogParty } from "../org/model.ts";

/** What the Events API, which came before the System Log, called it. Only those that are known for sure. */
const LEGACY_TYPES: Readonly<Record<string, string>> = {
  "application.user_membership.add": "app.generic.provision.assign_user_to_app",
  "group.user_membership.add": "core.user_group_member.user_add",
  "group.user_membership.remove": "core.user_group_member.user_remove",
  "user.account.lock": "core.user_auth.account_locked",
  "user.authentication.sso": "app.auth.sso",
  "user.lifecycle.activate": "core.user.config.user_activated",
  "user.lifecycle.deactivate": "core.user.config.user_deactivated",
};

/** An event as the System Log shows it. What does not apply is null, as it is with Okta. */
export function showLogEvent(event: LogEvent): Record<string, unknown> {
  const { context } = event;
  return {
    actor: showParty(event.actor),
    client: showClient(event),
    device: null,
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      rootSessionId: context?.sessionId ?? null,
      externalSessionId: context?.sessionId ?? null,
    },
    displayMessage: event.displayMessage,
    eventType: event.eventType,
    outcome: event.outcome,
    published: event.published,
    securityContext: {
      asNumber: context?.place?.asNumber ?? null,
      asOrg: context?.place?.asOrg ?? null,
      isp: context?.place?.asOrg ?? null,
      domain: null,
      isProxy: context?.place ? false : null,
    },
    severity: event.severity,
    debugContext: {
      debugData: context
        ? { requestId: context.transactionId, requestUri: context.requestUri, url: `${context.requestUri}?` }
        : {},
    },
    legacyEventType: legacyType(event),
    transaction: { type: context ? "WEB" : "JOB", id: context?.transactionId ?? event.uuid, detail: {} },
    uuid: event.uuid,
    version: "0",
    request: { ipChain: context?.ipAddress ? [showIpAddress(context, context.ipAddress)] : [] },
    target: event.target.map(showParty),
  };
}

function legacyType({ eventType, outcome }: LogEvent): string | null {
  if (eventType === "user.session.start") {
    return outcome.result === "SUCCESS" ? "core.user_auth.login_success" : "core.user_auth.login_failed";
  }
  return LEGACY_TYPES[eventType] ?? null;
}

function showParty({ id, type, alternateId, displayName }: LogParty): Record<string, unknown> {
  return { id, type, alternateId, displayName, detailEntry: null };
}

function showClient({ actor, context }: LogEvent): Record<string, unknown> {
  return {
    userAgent: context?.userAgent ? showUserAgent(context.userAgent) : null,
    zone: context?.place ? "null" : null,
    device: context?.userAgent ? deviceOf(context.userAgent) : null,
    id: actor.type === "PublicClientApp" ? actor.id : null,
    ipAddress: context?.ipAddress ?? null,
    geographicalContext: showPlace(context?.place),
  };
}

function showIpAddress({ place }: LogContext, ip: string): Record<string, unknown> {
  return { ip, geographicalContext: showPlace(place), version: ip.includes(":") ? "V6" : "V4", source: null };
}

function showPlace(place: LogPlace | undefined): Record<string, unknown> | null {
  if (!place) return null;
  const { city, state, country, postalCode, lat, lon } = place;
  return { city, state, country, postalCode, geolocation: { lat, lon } };
}

/** The first that is found in a user agent's own text is what Okta makes of it. */
const SYSTEMS: readonly (readonly [found: string, os: string, device: string])[] = [
  ["iPhone", "iOS (iPhone)", "Mobile"],
  ["Android", "Android", "Mobile"],
  ["Windows NT 10.0", "Windows 10", "Computer"],
  ["Mac OS X", "Mac OS X", "Computer"],
  ["Linux", "Linux", "Computer"],
];

const BROWSERS: readonly (readonly [found: string, browser: string])[] = [
  ["Firefox/", "FIREFOX"],
  ["Chrome/", "CHROME"],
  ["Safari/", "SAFARI"],
];

function showUserAgent(rawUserAgent: string): Record<string, unknown> {
  return {
    rawUserAgent,
    os: SYSTEMS.find(([found]) => rawUserAgent.includes(found))?.[1] ?? "Unknown",
    browser: BROWSERS.find(([found]) => rawUserAgent.includes(found))?.[1] ?? "UNKNOWN",
  };
}

function deviceOf(rawUserAgent: string): string {
  return SYSTEMS.find(([found]) => rawUserAgent.includes(found))?.[2] ?? "Unknown";
}
