export {
  type Action,
  type ActionDeclaration,
  type ActionInput,
  type ActionOutput,
  defineAction,
  type Schema,
  type Schemas,
} from "./action.ts";
export { ActionInputError, type ActionRequest, buildActionRequest } from "./action-request.ts";
export { curlLine } from "./curl.ts";
export { type CurlOptions, curlCommand } from "./curl-command.ts";
export {
  type BodyCheckOptions,
  checkBody,
  checkQueryText,
  describeParameter,
  type InputIssue,
  type QueryCheckOptions,
} from "./input.ts";
export { bodyMembers, type Parameter, readParameter } from "./parameter.ts";
export {
  describeRisk,
  MARKS,
  type Mark,
  type RaisedRisk,
  type Risk,
  type RiskAssessment,
  type RiskCondition,
  type Risky,
  riskOf,
  worstRisk,
} from "./risk.ts";
export {
  type ActionInit,
  type ActionList,
  type ActionResult,
  type BoundAction,
  type BoundModule,
  type BoundModules,
  callAction,
  withActions,
} from "./typed-client.ts";
