export {
  assignGroup,
  assignUser,
  getGroup,
  getUser,
  listGroups,
  listUsers,
  unassignGroup,
  unassignUser,
  updateUser,
} from "./app-assignments.ts";
export { assignPolicy, createGroupPush, getSchema, listGroupPush } from "./app-extras.ts";
export { activate, create, deactivate, delete, get, list, replace } from "./app-records.ts";
