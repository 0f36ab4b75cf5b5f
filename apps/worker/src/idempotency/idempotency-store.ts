import type { Claim, ClaimRequest, IdempotencyStub, StoredResponse } from "../cloudflare/bindings.ts";
import { DurableObject } from "../cloudflare/durable-object.ts";
import { type Problem, toProblem } from "../http/problem.ts";
import type { Env } from "../settings/env.ts";
import { requireRandomSecret } from "../settings/random-secret.ts";
import { readEnv } from "../settings/read-env.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { IN_PROGRESS, INVALID_KEY, KEY_REUSED, outcomeUnknown, UNREADABLE } from "./problems.ts";
import { type CallerSeal, hashIdempotencyKey, importSecret } from "./secret.ts";
import { decodeResponse, encodeResponse } from "./stored-response.ts";

/** Milliseconds that a request is remembered. */
const KEPT_FOR = 24 * 3_600_000;

/** Milliseconds between two runs that delete what has expired. */
const CLEAN_EVERY = 3_600_000;

/** Milliseconds after the time limit until the outcome of an attempt that was not reported counts as unknown. */
const GRACE = 5000;

/** A key, as a structured field in quotation marks or without them. */
const KEY = /^"?([!#-[\]-~][ !#-[\]-~]{0,254})"?$/;

/** Bytes of a response that is stored. */
const MAX_RESPONSE = 512 * 1024;

type Attempt = Pick<ClaimRequest, "caller" | "key" | "attempt">;

/** A request as it is stored. */
interface Sealed extends Pick<ClaimRequest, "attempt" | "requestId" | "prefix"> {
  readonly id: string;
  readonly fingerprint: string;
  readonly seal: CallerSeal;
}

interface Row {
  [column: string]: SqlStorageValue;
  fingerprint: string;
  sealedBy: string;
  attempt: string;
  requestId: string;
  startedAt: number;
  deadline: number;
  isDone: number;
  response: ArrayBuffer | null;
}

/** The Durable Object that remembers the requests of one caller, and the confirmations that its MCP clients have used. */
export interface IdempotencyStore extends IdempotencyStub {}

/**
 * Remembers the requests of one caller that have an `Idempotency-Key`, in SQLite. Its values are encrypted or hashed. A request
 * whose outcome is not known is never given out again.
 */
export const IdempotencyStore: new (ctx: never, env: never) => IdempotencyStore = class
  extends DurableObject
  implements IdempotencyStub
{
  /** The requests that wait for the outcome of another one. */
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(ctx: DurableObjectState, env: never) {
    super(ctx, env);
    ctx.storage.sql.exec(`CREATE TABLE IF NOT EXISTS requests (
      id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, sealedBy TEXT NOT NULL, attempt TEXT NOT NULL, requestId TEXT NOT NULL,
      startedAt INTEGER NOT NULL, deadline INTEGER NOT NULL, isDone INTEGER NOT NULL DEFAULT 0, response BLOB)`);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS confirmations (id TEXT PRIMARY KEY, expiresAt INTEGER NOT NULL) WITHOUT ROWID",
    );
  }

  async claim(request: ClaimRequest): Promise<Claim> {
    const key = readKey(request.key);
    if (key === undefined) return rejected(INVALID_KEY);
    try {
      const seal = await this.#sealOf(request.caller);
      const id = await hashIdempotencyKey(request.caller, key);
      const fingerprint = await seal.fingerprint([...request.parts, request.body]);
      return await this.#claim({ ...request, id, fingerprint, seal });
    } catch (error) {
      if (error instanceof SettingsError) return rejected(toProblem(error));
      throw error;
    }
  }

  async finish({ caller, key, attempt }: Attempt, response: StoredResponse | null): Promise<void> {
    const id = await hashIdempotencyKey(caller, readKey(key) ?? "");
    const isStored = response !== null && response.body.byteLength <= MAX_RESPONSE;
    const sealed = isStored ? await (await this.#sealOf(caller)).seal(encodeResponse(response), id) : null;
    const { sql } = this.ctx.storage;
    sql.exec("UPDATE requests SET isDone = 1, response = ? WHERE id = ? AND attempt = ?", sealed, id, attempt);
    this.#wake(id);
  }

  async release({ caller, key, attempt }: Attempt): Promise<void> {
    const id = await hashIdempotencyKey(caller, readKey(key) ?? "");
    this.ctx.storage.sql.exec("DELETE FROM requests WHERE id = ? AND attempt = ? AND isDone = 0", id, attempt);
    this.#wake(id);
  }

  async useConfirmation(id: string, expiresAt: number): Promise<boolean> {
    const { sql } = this.ctx.storage;
    const now = Date.now();
    if (expiresAt <= now) return false;
    // An expired confirmation is rejected above, so its row is not needed.
    sql.exec("DELETE FROM confirmations WHERE expiresAt <= ?", now);
    return sql.exec("INSERT OR IGNORE INTO confirmations VALUES (?, ?)", id, expiresAt).rowsWritten > 0;
  }

  async #sealOf(caller: string): Promise<CallerSeal> {
    // A secret of the Secrets Store can change.
    const secret = requireRandomSecret(await readEnv(this.env as Env), "IDEMPOTENCY_SECRET");
    return importSecret(secret).forCaller(caller);
  }

  async #claim(request: Sealed & ClaimRequest): Promise<Claim> {
    const found = this.#find(request);
    if (found === undefined) {
      await this.#insert(request);
      return { state: "claimed" };
    }
    if ("running" in found) {
      await this.#settled(request.id, Math.min(request.wait, found.running - Date.now()));
      const later = this.#find(request);
      if (later === undefined) return request.wait > 0 ? { state: "released" } : rejected(IN_PROGRESS);
      return "running" in later ? rejected(IN_PROGRESS) : this.#open(later, request);
    }
    return this.#open(found, request);
  }

  async #open(found: Claim | { readonly sealed: Uint8Array }, { seal, id }: Sealed): Promise<Claim> {
    if (!("sealed" in found)) return found;
    const plain = await seal.open(found.sealed, id);
    return plain ? { state: "done", response: decodeResponse(plain) } : rejected(UNREADABLE);
  }

  override async alarm(): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec("DELETE FROM requests WHERE startedAt <= ?", Date.now() - KEPT_FOR);
    const { oldest } = sql.exec<{ oldest: number | null }>("SELECT MIN(startedAt) AS oldest FROM requests").one();
    if (oldest === null) return;
    await this.ctx.storage.setAlarm(Math.max(oldest + KEPT_FOR, Date.now() + CLEAN_EVERY));
  }

  /** Returns what is known of a request; undefined if it may be sent. */
  #find({ id, fingerprint, seal, attempt, prefix }: Sealed) {
    const [row] = this.ctx.storage.sql
      .exec<Row>("SELECT * FROM requests WHERE id = ? AND startedAt > ?", id, Date.now() - KEPT_FOR)
      .toArray();
    if (row === undefined) return undefined;
    // The Worker did not receive the response to its claim, and sends it again.
    if (row.attempt === attempt) return { state: "claimed" } as const;
    const unknown = () => rejected(outcomeUnknown(row.requestId, row.startedAt, prefix));
    if (row.sealedBy !== seal.name) return unknown();
    if (row.fingerprint !== fingerprint) return rejected(KEY_REUSED);
    if (row.isDone !== 0) return row.response === null ? unknown() : { sealed: new Uint8Array(row.response) };
    return row.deadline > Date.now() ? { running: row.deadline } : unknown();
  }

  async #insert({ id, fingerprint, seal, attempt, requestId, timeout }: Sealed & ClaimRequest): Promise<void> {
    const now = Date.now();
    this.ctx.storage.sql.exec(
      "INSERT OR REPLACE INTO requests (id, fingerprint, sealedBy, attempt, requestId, startedAt, deadline) VALUES (?, ?, ?, ?, ?, ?, ?)",
      id,
      fingerprint,
      seal.name,
      attempt,
      requestId,
      now,
      now + timeout + GRACE,
    );
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(now + KEPT_FOR + CLEAN_EVERY);
  }

  #settled(id: string, wait: number): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting);
      const end = () => {
        clearTimeout(timer);
        waiting.delete(end);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, wait));
      waiting.add(end);
    });
  }

  #wake(id: string): void {
    for (const end of [...(this.#waiting.get(id) ?? [])]) end();
  }
};

function readKey(text: string): string | undefined {
  return KEY.exec(text)?.[1];
}

function rejected(problem: Problem): Claim {
  return { state: "rejected", problem };
}
