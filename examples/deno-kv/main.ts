// Looks people up. The tokens are in Deno KV: all processes, and on Deno Deploy all regions, share one exchange.
import { createOktaClient, encryptedTokenCache, importPrivateKey, OktaApiError, type TextStore } from "@okta-edge/core";

const setting = (name: string) => Deno.env.get(name) ?? "";

const kv = await Deno.openKv(setting("KV_PATH") || undefined);
/** Deno KV as a store of texts, each of which it drops by itself. */
const store: TextStore = {
  get: async (key) => (await kv.get<string>(["okta-edge", key])).value,
  set: async (key, value, expiresAt) => {
    await kv.set(["okta-edge", key], value, { expireIn: expiresAt * 1000 - Date.now() });
  },
};

const privateKey = await importPrivateKey(setting("OKTA_PRIVATE_KEY"));
const okta = createOktaClient({
  orgUrl: setting("OKTA_ORG_URL"),
  clientId: setting("OKTA_CLIENT_ID"),
  keyId: setting("OKTA_KEY_ID"),
  privateKey,
  scopes: ["okta.users.read"],
  // Anyone who reads the database finds nothing that is of use without the private key.
  tokenCache: encryptedTokenCache(store, privateKey),
});

interface User {
  readonly status: string;
  readonly profile: { readonly displayName?: string; readonly department?: string };
}

async function answer(request: Request): Promise<Response> {
  const match = new URLPattern({ pathname: "/people/:login" }).exec(request.url);
  if (!match || request.method !== "GET") return new Response(null, { status: 404 });
  try {
    const login = decodeURIComponent(match.pathname.groups.login ?? "");
    const { status, profile } = await okta.json<User>(`/api/v1/users/${encodeURIComponent(login)}`);
    return Response.json({ login, status, department: profile.department ?? null });
  } catch (error) {
    if (error instanceof OktaApiError && error.status === 404) return new Response(null, { status: 404 });
    console.error(JSON.stringify(error));
    return new Response(null, { status: 502 });
  }
}

Deno.serve({ hostname: "127.0.0.1", port: Number(setting("PORT") || 8000) }, answer);
