import { isoDate } from "../org/clock.ts";
import type { Device, Store, User } from "../org/model.ts";
import { oktaId, seededRandom } from "../org/random.ts";
import { detailedUsers } from "./people.ts";

const DAY = 86_400;

/** Of each: its platform, what its maker calls it, and the version of its system. */
const MODELS = [
  { platform: "MACOS", manufacturer: "Apple Inc.", model: "MacBookPro18,3", osVersion: "15.6.1" },
  { platform: "WINDOWS", manufacturer: "Dell Inc.", model: "Latitude 7450", osVersion: "10.0.26100.4652" },
  { platform: "IOS", manufacturer: "Apple", model: "iPhone16,1", osVersion: "18.6" },
  { platform: "ANDROID", manufacturer: "Google", model: "Pixel 8", osVersion: "15" },
] as const;

/** Who is not simply active: by their place among the devices. */
const OTHER_STATUSES: Readonly<Record<number, Device["status"]>> = { 4: "SUSPENDED", 9: "DEACTIVATED" };

/** How many people have a device. */
const OWNERS = 14;

/** Gives people devices: the same for the same seed. */
export function seedDevices(store: Store, seed: number): void {
  const random = seededRandom(seed + 600);
  const owners = detailedUsers(store)
    .filter(({ status }) => status === "ACTIVE")
    .slice(0, OWNERS);
  for (const [place, owner] of owners.entries()) {
    const device = makeDevice(owner, place, random);
    store.devices.set(device.id, device);
  }
}

function makeDevice(owner: User, place: number, random: () => number): Device {
  const model = MODELS[place % MODELS.length] ?? MODELS[0];
  const status = OTHER_STATUSES[place] ?? "ACTIVE";
  const begun = Date.parse(owner.activated ?? owner.created) / 1000;
  const created = begun + Math.floor(random() * 30) * DAY + Math.floor(random() * 3600);
  const digits = (length: number, base: number) =>
    Array.from({ length }, () => Math.floor(random() * base).toString(base))
      .join("")
      .toUpperCase();
  return {
    id: oktaId("guo", random),
    status,
    created: isoDate(created),
    lastUpdated: isoDate(created + (status === "ACTIVE" ? 0 : 40 * DAY)),
    profile: {
      displayName: `${owner.profile.firstName}'s ${model.model}`,
      ...model,
      serialNumber: digits(10, 36),
      ...(model.platform === "WINDOWS" && { sid: `S-1-5-21-${digits(9, 10)}-${digits(9, 10)}-1001` }),
      ...(model.platform === "MACOS" && { udid: [8, 4, 4, 4, 12].map((length) => digits(length, 16)).join("-") }),
      ...(model.platform === "ANDROID" && { imei: digits(15, 10) }),
      authenticatorAppKey: [8, 4, 4, 4, 12].map((length) => digits(length, 16)).join("-"),
      managed: place % 3 === 0,
      registered: true,
      secureHardwarePresent: true,
      diskEncryptionType: model.platform === "IOS" || model.platform === "ANDROID" ? "FULL" : "ALL_INTERNAL_VOLUMES",
    },
    userIds: status === "DEACTIVATED" ? [] : [owner.id],
  };
}
