export {
  type Action,
  type ActionInput,
  type ActionOutput,
  defineAction,
  type Risk,
  type Schema,
  type Schemas,
} from "./action.ts";
export { ActionInputError, type ActionRequest, buildActionRequest } from "./action-request.ts";
export { type CurlOptions, curlLine } from "./curl.ts";
export {
  type BodyCheckOptions,
  checkBody,
  checkQueryText,
  describeParameter,
  type InputIssue,
  type QueryCheckOptions,
} from "./input.ts";
export {
  type ActionInit,
  type ActionList,
  type ActionResult,
  type BoundAction,
  type BoundModules,
  callAction,
  withActions,
} from "./typed-client.ts";
