import { createRequestStateCodec, type ServerContext } from "@modelcontextprotocol/server";
import type { BuiltCall } from "./build-call.ts";
import type { McpHost } from "./host.ts";

/** Seconds that a person has to confirm. */
const LIFETIME = 300;

/** What a confirmation is bound to, beside its caller and connection. */
export interface Confirmation {
  readonly id: string;
  readonly expiresAt: number;
  readonly digest: string;
}

/** The codec of confirmations: signed, bound to the caller and the connection, and expiring after five minutes. */
export async function confirmationCodec(host: McpHost) {
  const key = await host.confirmationKey();
  if (!key) return undefined;
  return createRequestStateCodec<Confirmation>({
    key,
    ttlSeconds: LIFETIME,
    bind: () => JSON.stringify([host.caller, host.connection]),
  });
}

/** Creates the confirmation of a call. */
export async function createConfirmation(tool: string, call: BuiltCall): Promise<Confirmation> {
  const expiresAt = Math.floor(Date.now() / 1000) + LIFETIME;
  return { id: crypto.randomUUID(), expiresAt, digest: await digestOf(tool, call) };
}

/** Reports whether a confirmation is for exactly this call. */
export async function confirms({ digest }: Confirmation, tool: string, call: BuiltCall): Promise<boolean> {
  return digest === (await digestOf(tool, call));
}

/** Verifies the state that a client sends back; throws if it is not a valid confirmation of this caller. */
export async function verifyConfirmation(host: McpHost, state: string, context: ServerContext): Promise<Confirmation> {
  const codec = await confirmationCodec(host);
  if (!codec) throw new Error("no key");
  return codec.verify(state, context);
}

async function digestOf(tool: string, { method, path, body, file }: BuiltCall): Promise<string> {
  const text = JSON.stringify([tool, method, path, sorted(body), ...(file ? [file.type, file.base64] : [])]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Sorts the members of objects: their order says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return members.map(([name, member]) => [name, sorted(member)]);
}
