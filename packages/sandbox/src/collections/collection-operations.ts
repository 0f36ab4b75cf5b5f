import type { Call, Operation } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import { answerList } from "../lists/list.ts";
import { isoDate } from "../org/clock.ts";
import type { Resource } from "../org/model.ts";
import { OktaError, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import type { Collection, CollectionOperation, DraftContext, Members, Shown } from "./declaration.ts";
import { readFields } from "./fields.ts";
import { partsOf } from "./parts.ts";

const ALL: readonly CollectionOperation[] = ["list", "create", "get", "replace", "delete"];

/** Makes the operations of a collection: create, read, replace, delete and the steps of the lives of its resources. */
export function collectionOperations(collection: Collection): readonly Operation[] {
  const { options } = collection;
  const { path, kind, fields, lifecycle, list: listing = {} } = options;
  const { one, read, manage, times, steps, parentOf } = partsOf(options);
  const does = options.operations ?? ALL;

  const answer = (call: Call, kept: Resource, status = 200) => Response.json(collection.show(kept, call), { status });

  function checkUnique(draft: Members, { call, before, parentKey }: DraftContext): void {
    for (const name of options.unique ?? []) {
      const others = collection.all(call.org.store, parentKey).filter(({ id }) => id !== before?.id);
      const value = String(draft[name]).toLowerCase();
      if (!others.some((other) => String(other[name]).toLowerCase() === value)) continue;
      throw (
        options.duplicate?.(String(draft[name])) ??
        validation(name, `${name}: An object with this field already exists in the current organization`)
      );
    }
  }

  async function readDraft(call: Call, before: Resource | undefined): Promise<DraftContext & { draft: Shown }> {
    const parentKey = parentOf(call);
    const sent = await readBody(call);
    // An update names what it changes; a replacement says everything.
    const body = before && options.replaceMethod === "PATCH" ? { ...before, ...sent } : sent;
    const context: DraftContext = { call, before, body, parentKey };
    const draft = readFields(body, fields, before);
    Object.assign(draft, await options.check?.(draft, context));
    checkUnique(draft, context);
    return { ...context, draft };
  }

  async function create(call: Call): Promise<Response> {
    const { org } = call;
    const { draft, ...context } = await readDraft(call, undefined);
    const now = isoDate(org.now());
    const sentStatus = lifecycle?.canBeSent ? context.body.status : undefined;
    const allowed = new Set<unknown>([lifecycle?.initial, ...Object.values(steps)]);
    const status = sentStatus !== undefined && allowed.has(sentStatus) ? sentStatus : lifecycle?.initial;
    const made: Resource = {
      id: options.idOf?.(draft, org) ?? oktaId(options.idPrefix, org.random),
      ...(lifecycle && { status }),
      ...draft,
      ...Object.fromEntries(times?.map((name) => [name, now]) ?? []),
      ...(await options.make?.(draft, context)),
    };
    collection.put(org.store, made, context.parentKey);
    options.onCreate?.(made, call);
    return answer(call, made, options.created ?? 200);
  }

  async function replace(call: Call): Promise<Response> {
    const before = collection.find(call);
    const { draft, parentKey } = await readDraft(call, before);
    const [, lastUpdated] = times ?? [];
    const kept = Object.fromEntries(Object.entries(before).filter(([name]) => !Object.hasOwn(fields, name)));
    const now = isoDate(call.org.now());
    const replaced: Resource = { ...kept, ...draft, ...(lastUpdated && { [lastUpdated]: now }), id: before.id };
    collection.put(call.org.store, replaced, parentKey);
    return answer(call, replaced);
  }

  function remove(call: Call): Response {
    const found = collection.find(call);
    if (found.system === true) throw cannotDelete(kind);
    options.checkDelete?.(found, call);
    collection.remove(call.org.store, found.id, parentOf(call));
    options.onDelete?.(found, call);
    return new Response(null, { status: 204 });
  }

  function answerAll(call: Call): Response {
    const { org } = call;
    const found = collection.all(org.store, parentOf(call));
    const { wrap, defaultLimit = 200, maxLimit = 200, q, parameters } = listing;
    if (wrap) {
      const self = org.orgUrl + call.url.pathname;
      return Response.json({
        [wrap]: found.map((kept) => collection.show(kept, call)),
        ...(wrap !== "domains" && { _links: { self: { href: self } } }),
      });
    }
    return answerList(call, {
      entities: new Map(found.map((kept) => [kept.id, kept])),
      show: (kept) => collection.show(kept, call),
      cursorPrefix: options.idPrefix,
      defaultLimit,
      maxLimit,
      parameters,
      ...(q && { q: { defaultLimit, texts: (kept: Resource) => q.map((name) => kept[name]) } }),
    });
  }

  function step(call: Call, status: string): Response {
    const found = collection.find(call);
    const [, lastUpdated] = times ?? [];
    const changed = { ...found, status, ...(lastUpdated && { [lastUpdated]: isoDate(call.org.now()) }) };
    collection.put(call.org.store, changed, parentOf(call));
    return lifecycle?.answer === 204 ? new Response(null, { status: 204 }) : answer(call, changed);
  }

  const method = options.replaceMethod ?? "PUT";
  const operations: readonly (Operation | false)[] = [
    does.includes("list") && { ...read, method: "GET", path, handle: answerAll },
    does.includes("create") && { ...manage, method: "POST", path, handle: create },
    does.includes("get") && {
      ...read,
      method: "GET",
      path: one,
      handle: (call) => answer(call, collection.find(call)),
    },
    does.includes("replace") && { ...manage, method, path: one, handle: replace },
    does.includes("update") && { ...manage, method: "POST", path: one, handle: replace },
    does.includes("delete") && { ...manage, method: "DELETE", path: one, handle: remove },
    ...Object.entries(steps).map(
      ([name, status]): Operation => ({
        ...manage,
        method: "POST",
        path: `${one}/lifecycle/${name}`,
        handle: (call) => step(call, status),
      }),
    ),
  ];
  return operations.filter((operation) => operation !== false);
}

/** E0000006: what the org comes with stays. */
function cannotDelete(kind: string): OktaError {
  return new OktaError({
    status: 403,
    code: "E0000006",
    summary: "You do not have permission to perform the requested action",
    causes: [`A system ${kind} cannot be deleted.`],
  });
}
