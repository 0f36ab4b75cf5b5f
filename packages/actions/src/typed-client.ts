import type { OktaClient, OktaRequestInit, Pages, PagesOptions } from "@okta-edge/core";
import type { Action, ActionInput, ActionOutput, Schema, Schemas } from "./action.ts";
import { buildActionRequest } from "./action-request.ts";

/** What a call of an action may set beside its input. */
export type ActionInit = Pick<
  OktaRequestInit,
  "headers" | "signal" | "scopes" | "timeout" | "maxRetries" | "idempotent" | "onEvent"
> &
  PagesOptions;

/** The items of a list, over all of its pages. Nothing is requested before the first iteration. */
export interface ActionList<Item> extends AsyncIterable<Item> {
  /** The same, a page at a time. */
  readonly pages: Pages<Item>;
}

/** What a call of an action gives. */
export type ActionResult<A> =
  A extends Action<Schemas, Schemas, Schema | undefined, Schema | undefined, infer IsList>
    ? true extends IsList
      ? ActionList<ActionOutput<A>>
      : Promise<[ActionOutput<A>] extends [undefined] ? void : ActionOutput<A>>
    : never;

/** An action that is bound to a client. */
export type BoundAction<A> =
  Record<never, never> extends ActionInput<A>
    ? (input?: ActionInput<A>, init?: ActionInit) => ActionResult<A>
    : (input: ActionInput<A>, init?: ActionInit) => ActionResult<A>;

/** The names of a module's exports that are actions. */
export type ActionName<Module> = {
  [Export in keyof Module]: Module[Export] extends Action ? Export : never;
}[keyof Module];

/** A module of actions, bound to a client. Its members keep the doc comments of the actions, which renamed keys would lose. */
export type BoundModule<Module, Name extends keyof Module = ActionName<Module>> = {
  readonly [Export in Name]: BoundAction<Module[Export]>;
};

/** Modules of actions, bound to a client. */
export type BoundModules<Modules> = { readonly [Name in keyof Modules]: BoundModule<Modules[Name]> };

/**
 * Calls an action.
 *
 * @param client - The client that sends the request.
 * @param action - An action of the catalog.
 * @param input - Path parameters, query parameters and `body`, in one object.
 * @param init - Options of this call, such as `signal` and `timeout` (milliseconds).
 * @returns a promise of what Okta returns; for a list, an iterable of its items.
 * @throws {ActionInputError} `invalid_input` for input that the action does not accept, before anything is sent.
 * @throws {OktaApiError} with an `OktaApiErrorCode` for every response that is not a success; and everything that `OktaClient.json`
 *   throws. A list throws it when it is iterated.
 *
 * @example
 * ```ts
 * await callAction(okta, users.suspend, { userId: "ada.lovelace@example.com" });
 * ```
 */
export function callAction<A extends Action>(
  client: OktaClient,
  action: A,
  input: ActionInput<A>,
  init: ActionInit = {},
): ActionResult<A> {
  const result: unknown = action.isList ? list(client, action, input, init) : request(client, action, input, init);
  return result as ActionResult<A>;
}

function list<A extends Action>(
  client: OktaClient,
  action: A,
  input: ActionInput<A>,
  init: ActionInit,
): ActionList<unknown> {
  const pages = client.pages(buildActionRequest(action, input).path, init);
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages) yield* page;
    },
  };
}

async function request<A extends Action>(
  client: OktaClient,
  action: A,
  input: ActionInput<A>,
  init: ActionInit,
): Promise<unknown> {
  const { method, path, body } = buildActionRequest(action, input);
  return client.json(path, { ...init, method, json: body });
}

/**
 * Gives a client the actions of some modules. Modules that are not named are not bundled.
 *
 * @param client - The client that sends the requests.
 * @param modules - Modules of the catalog, by the name that their actions get.
 * @returns the client, with a method for each action.
 *
 * @example
 * ```ts
 * import * as groups from "@okta-edge/actions/groups";
 * import * as users from "@okta-edge/actions/users";
 *
 * const okta = withActions(createOktaClient(options), { users, groups });
 * await okta.users.suspend({ userId: "ada.lovelace@example.com" });
 * for await (const group of okta.groups.list({ q: "Eng" })) console.log(group.profile.name);
 * ```
 */
export function withActions<Modules extends Readonly<Record<string, object>>>(
  client: OktaClient,
  modules: Modules,
): OktaClient & BoundModules<Modules> {
  const bound = Object.entries(modules).map(([name, module]) => {
    const actions = Object.entries(module).filter((entry): entry is [string, Action] => "scope" in entry[1]);
    const calls = actions.map(([key, action]) => [
      key,
      (input: ActionInput<Action> = {}, init?: ActionInit) => callAction(client, action, input, init),
    ]);
    return [name, Object.fromEntries(calls)];
  });
  return Object.assign(Object.create(client), Object.fromEntries(bound));
}
