import { type RiskAssessment, riskOf } from "@okta-edge/actions";
import { type GateAction, gateActions } from "@okta-edge/actions/gate";
import { matchOperation } from "@okta-edge/actions/operations";

/** What is known of a request. */
export interface KnownRequest {
  /** Okta's name of the operation, or the action's. */
  readonly name: string | undefined;
  readonly action: GateAction | undefined;
  /** The path parameters of the action. */
  readonly params: Readonly<Record<string, string>>;
  /** Undefined: not known. */
  readonly scopes: readonly string[] | undefined;
  readonly assessment: RiskAssessment;
}

/** Finds out what a request does. What is not known is destructive, unless it is a GET. */
export function recognize(method: string, url: URL, body: unknown): KnownRequest {
  const { operation } = matchOperation(method, url.pathname) ?? {};
  if (!operation) {
    const risk = method === "GET" ? "read" : "destructive";
    return { name: undefined, action: undefined, params: {}, scopes: undefined, assessment: { risk, marks: [] } };
  }
  const template = anonymous(operation.path);
  const action = gateActions().find((known) => known.method === method && anonymous(known.path) === template);
  const input = { ...readQuery(url.searchParams), body };
  return {
    name: action?.id ?? operation.id,
    action,
    params: action ? readParams(action.path, url.pathname) : {},
    scopes: operation.scopes,
    assessment: action ? riskOf(action, input) : { risk: operation.risk, marks: operation.marks },
  };
}

/** A path without the names of its parameters. */
function anonymous(path: string): string {
  return path.replace(/\{\w+\}/g, "{}");
}

function readParams(template: string, pathname: string): Readonly<Record<string, string>> {
  const segments = pathname.split("/");
  return Object.fromEntries(
    template.split("/").flatMap((segment, at) => {
      const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
      return name ? [[name, decodeURIComponent(segments[at] ?? "")]] : [];
    }),
  );
}

/** A parameter that is repeated has neither value: which of them Okta reads is not known, so that the riskier one counts. */
function readQuery(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(",")]));
}
