import type { Call, Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { findUser } from "../../directory/user.ts";
import { notFound } from "../../org/okta-error.ts";

const NOTIFICATIONS = [
  "AD_AGENT",
  "AGENT_AUTO_UPDATE_NOTIFICATION",
  "AGENT_AUTO_UPDATE_NOTIFICATION_LDAP",
  "APP_IMPORT",
  "CONNECTOR_AGENT",
  "IWA_AGENT",
  "LDAP_AGENT",
  "OKTA_ANNOUNCEMENT",
  "OKTA_UPDATE",
  "RATELIMIT_NOTIFICATION",
  "REPORT_SUSPICIOUS_ACTIVITY",
  "USER_DEPROVISION",
  "USER_LOCKED_OUT",
];
const SUBSCRIBERS = [
  { path: "/api/v1/roles/{roleRef}/subscriptions", param: "roleRef", scope: "okta.roles", resource: "roles" },
  { path: "/api/v1/users/{userId}/subscriptions", param: "userId", scope: "okta.users", resource: "users" },
] as const;

const subscriptionOperations = SUBSCRIBERS.flatMap(({ path, param, scope, resource }): Operation[] => {
  const read = { scope: `${scope}.read`, permission: { resource, access: "read" }, bucket: "subscriptions" } as const;
  const manage = {
    scope: `${scope}.manage`,
    permission: { resource, access: "manage" },
    bucket: "subscriptions",
  } as const;
  const ownerOf = (call: Call) =>
    param === "userId" ? findUser(call.org, call.params.userId ?? "").id : (call.params.roleRef ?? "");
  const show = (call: Call, owner: string, notificationType: string) => {
    const status = resourceMap(call.org, "subscriptions").get(`${owner}/${notificationType}`)?.status ?? "unsubscribed";
    const self = `${call.org.orgUrl}${path.replace(`{${param}}`, owner)}/${notificationType}`;
    const step = status === "subscribed" ? "unsubscribe" : "subscribe";
    return {
      notificationType,
      channels: ["email"],
      status,
      _links: { self: { href: self }, [step]: { href: `${self}/${step}`, hints: { allow: ["POST"] } } },
    };
  };
  const typeOf = ({ params }: Call) => {
    const type = params.notificationType ?? "";
    if (!NOTIFICATIONS.includes(type)) throw notFound(type, "NotificationType");
    return type;
  };
  return [
    {
      ...read,
      method: "GET",
      path,
      handle(call) {
        const owner = ownerOf(call);
        return Response.json(NOTIFICATIONS.map((type) => show(call, owner, type)));
      },
    },
    {
      ...read,
      method: "GET",
      path: `${path}/{notificationType}`,
      handle: (call) => Response.json(show(call, ownerOf(call), typeOf(call))),
    },
    ...(["subscribe", "unsubscribe"] as const).map(
      (step): Operation => ({
        ...manage,
        method: "POST",
        path: `${path}/{notificationType}/${step}`,
        handle(call) {
          const id = `${ownerOf(call)}/${typeOf(call)}`;
          resourceMap(call.org, "subscriptions").set(id, { id, status: `${step}d` });
          return new Response(null, { status: 200 });
        },
      }),
    ),
  ];
});

/** What roles and users are notified of. */
export const subscriptions: ResourceDeclaration = { operations: subscriptionOperations };
