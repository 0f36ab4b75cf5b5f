import type { Call, Operation } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import { findApp } from "../../apps/app.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { isoDate } from "../../org/clock.ts";
import type { App, Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { MANAGE, ONE, own, READ } from "./access.ts";

interface SigningKey extends Resource {
  readonly created: string;
  readonly expiresAt: string;
}

const YEARS = 10 * 365 * 86_400_000;

function makeKey(kid: string, created: string): SigningKey {
  return { id: kid, created, expiresAt: new Date(Date.parse(created) + YEARS).toISOString() };
}

/** The key that the app signs with comes first. */
export function keysOf(call: Call, { id, definition, created }: App): readonly SigningKey[] {
  const { signing } = isObject(definition.credentials) ? definition.credentials : {};
  const kid = isObject(signing) && typeof signing.kid === "string" ? signing.kid : undefined;
  const generated = [...resourceMap(call.org, "appKeys").values()].filter(({ _app }) => _app === id) as SigningKey[];
  const active = kid !== undefined && !generated.some((key) => key.id === kid) ? [makeKey(kid, created)] : [];
  return [...active, ...generated];
}

/** A certificate that no one signed: it says which key it is for. */
export const showKey = ({
  id,
  created,
  expiresAt,
}: SigningKey): Record<string, unknown> & { readonly x5c: readonly string[] } => ({
  kty: "RSA",
  created,
  lastUpdated: created,
  expiresAt,
  kid: id,
  use: "sig",
  x5c: [btoa(`sandbox certificate of ${id}`)],
  "x5t#S256": btoa(id).replaceAll(/[+/=]/g, ""),
  e: "AQAB",
  n: `${id}${id}`.replaceAll(/[^\w-]/g, ""),
});

function findKey(call: Call): SigningKey {
  const id = call.params.keyId ?? "";
  const key = keysOf(call, own(call)).find((one) => one.id === id);
  if (!key) throw notFound(id, "ApplicationKey");
  return key;
}

function addKey(call: Call, appId: string, key: SigningKey): Response {
  const kept = { ...key, _app: appId };
  resourceMap(call.org, "appKeys").set(`${appId}/${key.id}`, kept);
  return Response.json(showKey(kept), { status: 201 });
}

export const keys: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/keys`,
    handle: (call) => Response.json(keysOf(call, own(call)).map(showKey)),
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${ONE}/credentials/keys/generate`,
    handle(call) {
      const { org, url } = call;
      const { id } = own(call);
      const years = Number(url.searchParams.get("validityYears") ?? 10);
      if (!Number.isInteger(years) || years < 2 || years > 10)
        throw validation("validityYears", "validityYears: The field must be from 2 to 10");
      const created = isoDate(org.now());
      const kid = oktaId("", org.random) + oktaId("", org.random);
      return addKey(call, id, {
        ...makeKey(kid, created),
        expiresAt: new Date(org.now() * 1000 + years * (YEARS / 10)).toISOString(),
      });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/keys/{keyId}`,
    handle: (call) => Response.json(showKey(findKey(call))),
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${ONE}/credentials/keys/{keyId}/clone`,
    handle(call) {
      const target = findApp(call.org, call.url.searchParams.get("targetAid") ?? "");
      return addKey(call, target.id, findKey(call));
    },
  },
];
