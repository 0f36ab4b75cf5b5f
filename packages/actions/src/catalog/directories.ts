import * as v from "valibot";
import { defineAction } from "../action.ts";
import { id, oneOf, text } from "./parameters.ts";

export const modifyGroup = defineAction({
  id: "directories.modifyGroup",
  method: "POST",
  path: "/api/v1/directories/{directoryId}/groups/modify",
  scope: "okta.directories.groups.manage",
  risk: "destructive",
  marks: ["mass", "cutsOff", "access"],
  summary: "Add or remove members of an Active Directory or LDAP group",
  description:
    "Changes the group in the directory itself through its agent, for groups that groups.addMember refuses. What the group opens there is lost with it. Undo with the opposite action.",
  params: { directoryId: id("the app that stands for the directory") },
  body: v.looseObject({
    id: id("the group in Okta"),
    parameters: v.looseObject({
      action: oneOf(["ADD", "REMOVE"], "What to do"),
      attribute: text("The directory's attribute of members, such as `member`"),
      values: v.pipe(v.array(v.string()), v.description("IDs of users in Okta")),
    }),
  }),
  status: 200,
  example: {
    directoryId: "0oa1example",
    body: { id: "00g1example", parameters: { action: "ADD", attribute: "member", values: ["00u1example"] } },
  },
});
