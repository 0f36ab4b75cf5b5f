/**
 * The check of a connection. scripts/build-on-demand.ts bundles it as src/on-demand/check.mjs, which the first check loads: calls do not pay
 * for it. The module has the core a second time, so errors of the Worker's core are not instances of its `OktaEdgeError`.
 */
export { checkWorkerSettings } from "../settings/check-settings.ts";
export { checkDeclared, type Report, withoutIds } from "./report.ts";
