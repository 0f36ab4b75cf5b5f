import type { Call, Operation } from "../api/operation.ts";
import { recordEvent } from "../api/record-event.ts";
import type { FilterOperator } from "../lists/filter-expression.ts";
import { answerList } from "../lists/list.ts";
import { invalidSearch, SEARCHED, type SearchRules } from "../lists/search-rules.ts";
import { isoDate } from "../org/clock.ts";
import type { Device, User } from "../org/model.ts";
import { notFound, OktaError } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";
import { deviceParty, findDevice, showDevice, showDeviceUsers, summarizeUser } from "./device.ts";

type Status = Device["status"];

/** What is done to a device in its life: from which statuses, and to which. */
const TRANSITIONS: Readonly<Record<string, { readonly from: readonly Status[]; readonly to: Status }>> = {
  activate: { from: ["CREATED", "DEACTIVATED"], to: "ACTIVE" },
  deactivate: { from: ["ACTIVE", "SUSPENDED"], to: "DEACTIVATED" },
  suspend: { from: ["ACTIVE"], to: "SUSPENDED" },
  unsuspend: { from: ["SUSPENDED"], to: "ACTIVE" },
};

const READ: Permission = { resource: "devices", access: "read" };
const MANAGE: Permission = { resource: "devices", access: "manage" };

const read = { method: "GET", scope: "okta.devices.read", permission: READ, bucket: "devices" } as const;
const manage = { scope: "okta.devices.manage", permission: MANAGE, bucket: "devices" } as const;

/** The operations on devices. */
export const deviceOperations: readonly Operation[] = [
  { ...read, path: "/api/v1/devices", handle: listDevices },
  {
    ...read,
    path: "/api/v1/devices/{deviceId}",
    handle({ org, params }) {
      const device = findDevice(org, params.deviceId ?? "");
      const verify = [...org.store.authenticators.values()].filter(({ key }) => key === "okta_verify");
      // A device is registered by Okta Verify on it.
      const originatedFrom = verify.map(({ id, name, key }) => ({ id, name, key }));
      return Response.json({ ...showDevice(device, org), _embedded: { originatedFrom } });
    },
  },
  { ...read, path: "/api/v1/devices/{deviceId}/users", handle: listDeviceUsers },
  { ...manage, method: "DELETE", path: "/api/v1/devices/{deviceId}", handle: deleteDevice },
  ...Object.keys(TRANSITIONS).map(
    (name): Operation => ({
      ...manage,
      method: "POST",
      path: `/api/v1/devices/{deviceId}/lifecycle/${name}`,
      handle: (call) => changeStatus(call, name),
    }),
  ),
];

const CONTAINED: readonly FilterOperator[] = [...SEARCHED, "co"];

const SEARCH: SearchRules = {
  attributes: {
    id: SEARCHED,
    status: SEARCHED,
    lastUpdated: SEARCHED,
    "profile.displayName": CONTAINED,
    "profile.serialNumber": CONTAINED,
    "profile.imei": CONTAINED,
    "profile.meid": CONTAINED,
    "profile.udid": CONTAINED,
    "profile.sid": CONTAINED,
    "profile.*": SEARCHED,
  },
  allowsNot: true,
};

function listDevices({ org, url }: Call): Response {
  const expand = url.searchParams.get("expand");
  const showUser = expand === "userSummary" ? (user: User) => summarizeUser(user, org) : undefined;
  const isExpanded = expand === "user" || expand === "userSummary";
  return answerList(
    { org, url },
    {
      entities: org.store.devices,
      show: (device) => ({
        ...showDevice(device, org),
        ...(isExpanded && { _embedded: { users: showDeviceUsers(device, org, showUser) } }),
      }),
      search: SEARCH,
      cursorPrefix: "guo",
      defaultLimit: 200,
      maxLimit: 200,
      invalidCursor: () => invalidSearch("Invalid cursor."),
      parameters: ["expand"],
    },
  );
}

function listDeviceUsers({ org, params }: Call): Response {
  const id = params.deviceId ?? "";
  const device = org.store.devices.get(id);
  if (!device) throw notFound(id, "GenericUDObject");
  return Response.json(showDeviceUsers(device, org));
}

function changeStatus(call: Call, name: string): Response {
  const { org, params } = call;
  const device = findDevice(org, params.deviceId ?? "");
  const transition = TRANSITIONS[name];
  if (!transition?.from.includes(device.status)) throw wrongDeviceStatus();
  const status = transition.to;
  // A device that is deactivated loses its people for good.
  const userIds = status === "DEACTIVATED" ? [] : device.userIds;
  org.store.devices.set(device.id, { ...device, status, lastUpdated: isoDate(org.now()), userIds });
  recordDevice(call, device, name);
  return new Response(null, { status: 204 });
}

function deleteDevice(call: Call): Response {
  const { org, params } = call;
  const device = findDevice(org, params.deviceId ?? "");
  if (device.status !== "DEACTIVATED") throw wrongDeviceStatus();
  org.store.devices.delete(device.id);
  recordDevice(call, device, "delete");
  return new Response(null, { status: 204 });
}

function recordDevice(call: Call, device: Device, name: string): void {
  recordEvent(call, {
    eventType: `device.lifecycle.${name}`,
    displayMessage: `${name.replace(/^./, (first) => first.toUpperCase())} device`,
    targets: [deviceParty(device)],
  });
}

/** E0000152: it may not be done to a device in that status. */
function wrongDeviceStatus(): OktaError {
  return new OktaError({
    status: 403,
    code: "E0000152",
    summary: "Illegal device status, cannot perform action.",
  });
}
