import * as v from "valibot";
import { defineAction } from "../action.ts";
import { device, deviceUser } from "./device.ts";
import { id, oneOf, paging, text } from "./parameters.ts";

const READ = "okta.devices.read";
const MANAGE = "okta.devices.manage";
const deviceId = id("the device");

export const list = defineAction({
  id: "devices.list",
  method: "GET",
  path: "/api/v1/devices",
  scope: READ,
  risk: "read",
  summary: "List or search devices",
  description: "Devices that people registered with Okta Verify. Needs Okta Identity Engine, as all of devices does.",
  query: {
    search: v.optional(text('Expression over status, lastUpdated, id and profile: `profile.platform eq "MACOS"`')),
    ...paging({ usual: 200, most: 200 }),
    expand: v.optional(oneOf(["user", "userSummary"], "What to embed")),
  },
  response: device,
  isList: true,
  example: { search: 'status eq "ACTIVE"' },
});

export const get = defineAction({
  id: "devices.get",
  method: "GET",
  path: "/api/v1/devices/{deviceId}",
  scope: READ,
  risk: "read",
  summary: "Get a device",
  description: "Platform, serial number, status and management.",
  params: { deviceId },
  response: device,
  example: { deviceId: "guo1example" },
});

export const listUsers = defineAction({
  id: "devices.listUsers",
  method: "GET",
  path: "/api/v1/devices/{deviceId}/users",
  scope: READ,
  risk: "read",
  summary: "List the users of a device",
  description: "Everyone who registered on it. For the devices of one user use users.listDevices.",
  params: { deviceId },
  query: paging(),
  response: deviceUser,
  isList: true,
  example: { deviceId: "guo1example" },
});

export const activate = defineAction({
  id: "devices.activate",
  method: "POST",
  path: "/api/v1/devices/{deviceId}/lifecycle/activate",
  scope: MANAGE,
  risk: "write",
  marks: ["access"],
  summary: "Activate a deactivated device",
  description:
    "For CREATED and DEACTIVATED devices; SUSPENDED ones need devices.unsuspend. Enrollments that were lost are not brought back.",
  params: { deviceId },
  example: { deviceId: "guo1example" },
});

export const deactivate = defineAction({
  id: "devices.deactivate",
  method: "POST",
  path: "/api/v1/devices/{deviceId}/lifecycle/deactivate",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "cutsOff"],
  summary: "Deactivate a device",
  description:
    "Its users lose what they had enrolled on it, for good: they enroll again after devices.activate. For a device that may come back use devices.suspend.",
  params: { deviceId },
  example: { deviceId: "guo1example" },
});

export const suspend = defineAction({
  id: "devices.suspend",
  method: "POST",
  path: "/api/v1/devices/{deviceId}/lifecycle/suspend",
  scope: MANAGE,
  risk: "write",
  marks: ["cutsOff"],
  summary: "Block a device for now",
  description:
    "For ACTIVE devices, such as a stolen one: no one can sign in with it. It ends no session: use users.clearSessions as well. Undo with devices.unsuspend.",
  params: { deviceId },
  example: { deviceId: "guo1example" },
});

export const unsuspend = defineAction({
  id: "devices.unsuspend",
  method: "POST",
  path: "/api/v1/devices/{deviceId}/lifecycle/unsuspend",
  scope: MANAGE,
  risk: "write",
  marks: ["access"],
  summary: "Allow a suspended device again",
  description: "For SUSPENDED devices, which become ACTIVE with their enrollments.",
  params: { deviceId },
  example: { deviceId: "guo1example" },
});

const remove = defineAction({
  id: "devices.delete",
  method: "DELETE",
  path: "/api/v1/devices/{deviceId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "cutsOff"],
  summary: "Delete a device",
  description: "For DEACTIVATED devices, for good. It can be registered again as a new one.",
  params: { deviceId },
  example: { deviceId: "guo1example" },
});

export { remove as delete };
