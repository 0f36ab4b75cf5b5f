import { gate } from "../api/gate.ts";
import type { Call, Operation } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import type { Resource, Store } from "../org/model.ts";
import type { Permission } from "../org/roles.ts";
import type { Parent } from "./collection.ts";
import { type Fields, readFields } from "./fields.ts";

/** Settings of which there are one for the org, or one for each of something. */
export interface SingletonOptions {
  readonly key: string;
  readonly path: string;
  /** Without `.read` and `.manage`. */
  readonly scope: string;
  readonly resource: Permission["resource"];
  readonly bucket?: string;
  readonly fields: Fields;
  readonly initial: Readonly<Record<string, unknown>>;
  readonly parent?: Parent;
  /** The methods that change it. Default: PUT. */
  readonly methods?: readonly ("PUT" | "POST" | "PATCH" | "DELETE")[];
  /** Whether what is not sent stays. Default: only for POST and PATCH. */
  readonly isPartial?: boolean;
  readonly show?: (settings: Readonly<Record<string, unknown>>, call: Call) => Readonly<Record<string, unknown>>;
  readonly check?: (draft: Record<string, unknown>, call: Call) => void;
  /** The status of a change. Default: 200. */
  readonly changed?: 200 | 201 | 204;
}

/** Settings with their operations. */
export interface Singleton extends ResourceDeclaration {
  read(store: Store, parentKey?: string): Readonly<Record<string, unknown>>;
  /** The settings as they are shown. */
  show(call: Call, parentKey: string): Readonly<Record<string, unknown>>;
  write(store: Store, settings: Readonly<Record<string, unknown>>, parentKey?: string): void;
}

/** Declares settings: something that is always there, that is read and changed, and reset where Okta has a DELETE. */
export function defineSingleton(options: SingletonOptions): Singleton {
  const { key, path, scope, resource, fields, initial, parent, methods = ["PUT"] } = options;
  const access = { scope, resource, bucket: options.bucket ?? path.split("/")[3] ?? "default" };
  const mapOf = (store: Store) => {
    const known = store.resources.get(key) ?? new Map<string, Resource>();
    store.resources.set(key, known);
    return known;
  };
  const read = (store: Store, parentKey = "") => {
    const { id: _, ...kept } = mapOf(store).get(parentKey) ?? { id: parentKey, ...initial };
    return kept;
  };
  const write = (store: Store, settings: Readonly<Record<string, unknown>>, parentKey = "") => {
    mapOf(store).set(parentKey, { ...settings, id: parentKey });
  };
  const keyOf = (call: Call) => parent?.keyOf(call) ?? "";
  const show = (call: Call, parentKey: string) => {
    const settings = read(call.org.store, parentKey);
    return options.show?.(settings, call) ?? settings;
  };
  const change = async (call: Call, isPartial: boolean) => {
    const parentKey = keyOf(call);
    const { store } = call.org;
    const before = read(store, parentKey);
    const sent = await readBody(call);
    const draft = readFields(isPartial ? { ...before, ...sent } : sent, fields);
    options.check?.(draft, call);
    write(store, { ...before, ...draft }, parentKey);
    if (options.changed === 204) return new Response(null, { status: 204 });
    return Response.json(show(call, parentKey), { status: options.changed ?? 200 });
  };
  return {
    read,
    show,
    write,
    operations: [
      {
        ...gate(access, "read"),
        method: "GET",
        path,
        handle: (call) => Response.json(show(call, keyOf(call))),
      },
      ...methods.map(
        (method): Operation => ({
          ...gate(access, "manage"),
          method,
          path,
          handle(call) {
            if (method !== "DELETE")
              return change(call, options.isPartial ?? (method === "POST" || method === "PATCH"));
            mapOf(call.org.store).delete(keyOf(call));
            return new Response(null, { status: 204 });
          },
        }),
      ),
    ],
  };
}
