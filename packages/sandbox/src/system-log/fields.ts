const PLACE = "city state country postalCode geolocation.lat geolocation.lon";
const ADDRESS = "asNumber asOrg isp domain ipServiceCategories";

const inside = (name: string, fields: string) => fields.split(" ").map((field) => `${name}.${field}`);

/** What a filter of the System Log can ask for. When an event was published is not among it: `since` and `until` ask for that. */
const FIELDS: ReadonlySet<string> = new Set([
  ..."uuid version eventType legacyEventType displayMessage severity outcome.result outcome.reason".split(" "),
  ...inside("actor", "id type alternateId displayName"),
  ...inside("target", "id type alternateId displayName"),
  ...inside("client", "id zone device ipAddress userAgent.rawUserAgent userAgent.os userAgent.browser"),
  ...inside("client.geographicalContext", PLACE),
  ...inside("device", "id name os_platform os_version managed registered device_integrator disk_encryption_type"),
  ...inside("device", "screen_lock_type jailbreak secure_hardware_present"),
  ...inside("authenticationContext", "authenticationProvider authenticationStep credentialProvider credentialType"),
  ...inside("authenticationContext", "interface issuer.id issuer.type externalSessionId rootSessionId"),
  ...inside("securityContext", `isProxy ${ADDRESS}`),
  ...inside("securityContext.ipDetails", ADDRESS),
  ...inside("securityContext.risk", "level previousLevel reasons detectionName issuer"),
  ...inside("securityContext.userBehaviors", "id name result"),
  ...inside("securityContext.botProtection", "level"),
  ...inside("transaction", "id type"),
  ...inside("request.ipChain", "ip version source"),
  ...inside("request.ipChain.geographicalContext", PLACE),
  ...inside("request.ipChain.ipDetails", ADDRESS),
]);

/** What holds whatever an event type needs. */
const OPEN = ["debugContext.debugData.", "transaction.detail.", "actor.detailEntry.", "target.detailEntry."];

/** Whether a filter of the System Log can ask for an attribute. */
export function isLogField(path: string): boolean {
  return FIELDS.has(path) || OPEN.some((beginning) => path.startsWith(beginning));
}
