export { changePassword, changeRecoveryQuestion, forgotPassword } from "./user-credentials.ts";
export {
  getRisk,
  listBlocks,
  listClients,
  listDevices,
  listIdps,
  revokeClientTokens,
  setManager,
  setRisk,
} from "./user-insights.ts";
export {
  activate,
  deactivate,
  expirePassword,
  expirePasswordWithTempPassword,
  reactivate,
  resetFactors,
  resetPassword,
  suspend,
  unlock,
  unsuspend,
} from "./user-lifecycle.ts";
export { create, delete, get, list, replace, update } from "./user-records.ts";
export {
  assignRole,
  clearSessions,
  getRole,
  listAppLinks,
  listGrants,
  listGroups,
  listRoles,
  revokeGrant,
  revokeGrants,
  unassignRole,
} from "./user-rights.ts";
