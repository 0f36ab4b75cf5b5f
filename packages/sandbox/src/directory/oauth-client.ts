import type { Org } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import type { RegisteredApp } from "../oauth/clients.ts";
import type { App } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";

/** A client of the org's authorization server: an app that signs people in, or an API Services app. */
export interface OauthClient {
  readonly clientId: string;
  readonly name: string;
  /** ISO 8601. */
  readonly created: string;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Finds a client by ID.
 *
 * @throws {OktaError} E0000007 where there is none.
 */
export function findClient(org: Org, id: string): OauthClient {
  const client = clientsOf(org).find(({ clientId }) => clientId === id);
  if (!client) throw notFound(id, "PublicClientApp");
  return client;
}

/** Every client of the org, in the order in which they came: its API Services apps, then those that sign people in. */
export function clientsOf({ registeredApps, store }: Org): OauthClient[] {
  const [everyone] = store.groups.values();
  const founded = everyone?.created ?? new Date(0).toISOString();
  return [
    ...registeredApps.map((app) => serviceClient(app, founded)),
    ...[...store.apps.values()].flatMap((app) => signInClient(app) ?? []),
  ];
}

function serviceClient({ clientId, dpop, keys }: RegisteredApp, created: string): OauthClient {
  return {
    clientId,
    name: "API Services app",
    created,
    credentials: { token_endpoint_auth_method: "private_key_jwt" },
    settings: {
      application_type: "service",
      grant_types: ["client_credentials"],
      response_types: ["token"],
      redirect_uris: [],
      jwks: { keys: keys.map(({ publicJwk }) => publicJwk) },
      dpop_bound_access_tokens: dpop,
    },
  };
}

function signInClient({ created, definition }: App): OauthClient | undefined {
  const credentials = isObject(definition.credentials) ? definition.credentials.oauthClient : undefined;
  const settings = isObject(definition.settings) ? definition.settings.oauthClient : undefined;
  if (!isObject(credentials) || !isObject(settings)) return undefined;
  return { clientId: String(credentials.client_id), name: definition.label, created, credentials, settings };
}
