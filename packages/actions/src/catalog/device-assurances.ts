import * as v from "valibot";
import { defineAction } from "../action.ts";
import { oktaObject } from "./okta-object.ts";
import { paging } from "./parameters.ts";

const deviceAssurance = oktaObject("DeviceAssurance", {
  id: v.string(),
  name: v.optional(v.string()),
  platform: v.optional(v.string()),
  createdDate: v.optional(v.string()),
  lastUpdate: v.optional(v.string()),
});

export const list = defineAction({
  id: "deviceAssurances.list",
  method: "GET",
  path: "/api/v1/device-assurances",
  scope: "okta.deviceAssurance.read",
  risk: "read",
  summary: "List the device assurance policies",
  description:
    "What a device must fulfill for rules that ask for it: system version, disk encryption, screen lock. Explains why a device is refused. Needs Okta Identity Engine.",
  query: paging(),
  response: deviceAssurance,
  isList: true,
  example: {},
});
