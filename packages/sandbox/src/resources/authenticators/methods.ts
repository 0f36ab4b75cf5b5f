import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { authenticators, KINDS, MANAGE, ONE, READ } from "./authenticator.ts";

/** What an authenticator keeps of a method: its status, and its settings once they are set. */
export function methodOf(authenticator: Resource, type: string): Readonly<Record<string, unknown>> {
  const methods = isObject(authenticator._methods) ? authenticator._methods : {};
  return isObject(methods[type]) ? methods[type] : { status: "ACTIVE" };
}

function showMethod(authenticator: Resource, type: string, { org }: Call): Record<string, unknown> {
  const self = `${org.orgUrl}/api/v1/authenticators/${authenticator.id}/methods/${type}`;
  const method = methodOf(authenticator, type);
  const step = method.status === "ACTIVE" ? "deactivate" : "activate";
  return {
    ...method,
    type,
    _links: {
      self: { href: self, hints: { allow: ["GET", "PUT"] } },
      [step]: { href: `${self}/lifecycle/${step}`, hints: { allow: ["POST"] } },
    },
  };
}

/** The types of the methods of an authenticator. */
export const methodsOf = ({ key }: Resource): readonly string[] => KINDS[String(key)]?.methods ?? [];

function findMethod(call: Call): { readonly authenticator: Resource; readonly type: string } {
  const authenticator = authenticators.find(call);
  const type = call.params.methodType ?? "";
  if (!methodsOf(authenticator).includes(type)) throw notFound(type, "AuthenticatorMethod");
  return { authenticator, type };
}

/** Changes a method of an authenticator. */
export function putMethod(
  call: Call,
  authenticator: Resource,
  type: string,
  change: Readonly<Record<string, unknown>>,
): Resource {
  const methods = isObject(authenticator._methods) ? authenticator._methods : {};
  const changed = {
    ...authenticator,
    _methods: { ...methods, [type]: { ...methodOf(authenticator, type), ...change } },
  };
  authenticators.put(call.org.store, changed);
  return changed;
}

function changeMethod(call: Call, change: Readonly<Record<string, unknown>>): Response {
  const { authenticator, type } = findMethod(call);
  return Response.json(showMethod(putMethod(call, authenticator, type, change), type, call));
}

/** The operations on the methods of authenticators. */
export const methodOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/methods`,
    handle(call) {
      const authenticator = authenticators.find(call);
      return Response.json(methodsOf(authenticator).map((type) => showMethod(authenticator, type, call)));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/methods/{methodType}`,
    handle(call) {
      const { authenticator, type } = findMethod(call);
      return Response.json(showMethod(authenticator, type, call));
    },
  },
  {
    ...MANAGE,
    method: "PUT",
    path: `${ONE}/methods/{methodType}`,
    async handle(call) {
      const { type } = findMethod(call);
      const { settings, status, type: sent = type } = await readBody(call);
      if (sent !== type) throw validation("type", "type: The type of a method cannot be changed");
      return changeMethod(call, {
        ...(settings !== undefined && { settings }),
        ...(status === "ACTIVE" || status === "INACTIVE" ? { status } : {}),
      });
    },
  },
  ...(["activate", "deactivate"] as const).map(
    (step): Operation => ({
      ...MANAGE,
      method: "POST",
      path: `${ONE}/methods/{methodType}/lifecycle/${step}`,
      handle: (call) => changeMethod(call, { status: step === "activate" ? "ACTIVE" : "INACTIVE" }),
    }),
  ),
];
