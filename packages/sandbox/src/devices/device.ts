import type { Org } from "../api/operation.ts";
import { showUser } from "../directory/user.ts";
import type { Device, LogParty, User } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";

/** Finds a device by ID. */
export function findDevice(org: Org, id: string): Device {
  const device = org.store.devices.get(id);
  if (!device) throw notFound(id, "Device");
  return device;
}

/** What Okta links to in each status, which is what may be done in it. */
const LINKS: Readonly<Record<Device["status"], readonly string[]>> = {
  CREATED: ["activate"],
  ACTIVE: ["suspend", "deactivate"],
  SUSPENDED: ["unsuspend", "deactivate"],
  DEACTIVATED: ["activate"],
};

/** A device as Okta shows it. */
export function showDevice({ id, status, created, lastUpdated, profile }: Device, org: Org): Record<string, unknown> {
  const self = `${org.orgUrl}/api/v1/devices/${id}`;
  const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });
  return {
    id,
    status,
    created,
    lastUpdated,
    profile,
    resourceType: "UDDevice",
    resourceDisplayName: { value: profile.displayName, sensitive: false },
    resourceAlternateId: null,
    resourceId: id,
    _links: {
      ...Object.fromEntries(LINKS[status].map((name) => [name, link(`${self}/lifecycle/${name}`, "POST")])),
      ...(status === "DEACTIVATED"
        ? { self: link(self, "GET", "DELETE") }
        : { self: link(self, "GET", "PATCH", "PUT"), users: link(`${self}/users`, "GET") }),
    },
  };
}

/** Who has a device, each as `user` shows them. */
export function showDeviceUsers(
  { userIds, created, profile }: Device,
  org: Org,
  user: (user: User) => Record<string, unknown> = (found) => showUser(found, org, true),
): Record<string, unknown>[] {
  return userIds
    .map((id) => org.store.users.get(id))
    .filter((found) => found !== undefined)
    .map((found) => ({
      created,
      managementStatus: profile.managed === true ? "MANAGED" : "NOT_MANAGED",
      screenLockType: profile.platform === "WINDOWS" ? "PASSCODE" : "BIOMETRIC",
      user: user(found),
    }));
}

/** A user of a device in short. */
export function summarizeUser({ id, profile }: User, org: Org): Record<string, unknown> {
  const { firstName, lastName, login, email } = profile;
  return {
    id,
    profile: { firstName, lastName, login, email },
    _links: { self: { href: `${org.orgUrl}/api/v1/users/${id}` } },
  };
}

/** A device as the System Log names it. */
export function deviceParty({ id, profile }: Device): LogParty {
  return { id, type: "Device", alternateId: "unknown", displayName: profile.displayName };
}
