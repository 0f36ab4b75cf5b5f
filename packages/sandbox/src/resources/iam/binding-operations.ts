import { noContent } from "../../api/no-content.ts";
import type { Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { MANAGE, READ } from "./access.ts";
import { bindingsOf, findBinding, makeMember, putMembers, showBinding, showMember } from "./binding.ts";
import { findSet, resourceSets, SETS } from "./resource-sets.ts";
import { findRole } from "./roles.ts";

const BINDINGS = `${SETS}/{resourceSetIdOrLabel}/bindings`;
const BINDING = `${BINDINGS}/{roleIdOrLabel}`;

export const bindingOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: BINDINGS,
    handle(call) {
      const set = findSet(call);
      const self = `${call.org.orgUrl}${SETS}/${set.id}`;
      return Response.json({
        roles: Object.keys(bindingsOf(set)).map((id) => ({
          id,
          _links: { self: { href: `${self}/bindings/${id}` }, members: { href: `${self}/bindings/${id}/members` } },
        })),
        _links: { "resource-set": { href: self }, self: { href: `${self}/bindings` } },
      });
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: BINDINGS,
    async handle(call) {
      const set = findSet(call);
      const { role: name, members = [] } = await readBody(call);
      const role = findRole({ ...call, params: { roleIdOrLabel: String(name ?? "") } });
      if (!Array.isArray(members)) throw validation("members", "members: The field must be an array");
      putMembers(
        call,
        set,
        role.id,
        members.map((href) => makeMember(String(href), call)),
      );
      const self = `${call.org.orgUrl}${SETS}/${set.id}`;
      return Response.json(showBinding(role.id, `${self}/bindings/${role.id}`, self));
    },
  },
  {
    ...READ,
    method: "GET",
    path: BINDING,
    handle(call) {
      const { set, role, self } = findBinding(call);
      return Response.json(showBinding(role.id, self, `${call.org.orgUrl}${SETS}/${set.id}`));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: BINDING,
    handle(call) {
      const { set, role } = findBinding(call);
      const { [role.id]: _, ...rest } = bindingsOf(set);
      resourceSets.put(call.org.store, { ...set, _bindings: rest });
      return noContent();
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${BINDING}/members`,
    handle(call) {
      const { members, self } = findBinding(call);
      return Response.json({
        members: members.map((member) => showMember(member, self)),
        _links: { binding: { href: self }, self: { href: `${self}/members` } },
      });
    },
  },
  {
    ...MANAGE,
    method: "PATCH",
    path: `${BINDING}/members`,
    async handle(call) {
      const { set, role, members, self } = findBinding(call);
      const { additions } = await readBody(call);
      if (!Array.isArray(additions) || additions.length === 0)
        throw validation("additions", "additions: The field cannot be left blank");
      putMembers(call, set, role.id, [...members, ...additions.map((href) => makeMember(String(href), call))]);
      return Response.json(showBinding(role.id, self, `${call.org.orgUrl}${SETS}/${set.id}`));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${BINDING}/members/{memberId}`,
    handle(call) {
      const { members, self } = findBinding(call);
      const id = call.params.memberId ?? "";
      const member = members.find((one) => one.id === id);
      if (!member) throw notFound(id, "ResourceSetBindingMember");
      return Response.json(showMember(member, self));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${BINDING}/members/{memberId}`,
    handle(call) {
      const { set, role, members } = findBinding(call);
      const id = call.params.memberId ?? "";
      if (!members.some((one) => one.id === id)) throw notFound(id, "ResourceSetBindingMember");
      putMembers(
        call,
        set,
        role.id,
        members.filter((one) => one.id !== id),
      );
      return noContent();
    },
  },
];
