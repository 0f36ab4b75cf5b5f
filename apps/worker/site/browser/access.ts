import { announce, byId } from "./elements.ts";

/** What `GET /whoami` responds. */
export interface Caller {
  readonly name: string;
  readonly connections: readonly string[];
  readonly scopes: readonly string[];
  readonly actions: readonly string[];
  readonly keyExpiresAt: string | null;
  readonly [rule: string]: unknown;
}

/** A request and what came of it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** 0 if there was no response. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** The key. It is kept here and nowhere else: not in the URL, not in storage, not in an attribute. */
let key: string | undefined;

const listeners: ((caller: Caller | undefined) => void)[] = [];

/** Calls a function when the page receives a key that works, and without a caller when the key is forgotten. */
export function onCaller(listener: (caller: Caller | undefined) => void): void {
  listeners.push(listener);
}

const observers: ((exchange: Exchange) => void)[] = [];

/** Calls a function after every request of the page. */
export function onExchange(observer: (exchange: Exchange) => void): void {
  observers.push(observer);
}

/** Reports whether there is a key. */
export function hasKey(): boolean {
  return key !== undefined;
}

/** Sends a request to this Worker with the key of the page, if it has one. */
export async function send(
  method: string,
  path: string,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Exchange> {
  const start = performance.now();
  const finish = (status: number, received: Headers, text: string): Exchange => {
    const duration = Math.round(performance.now() - start);
    const exchange = { method, path, status, headers: received, text, duration };
    for (const observe of observers) observe(exchange);
    return exchange;
  };
  try {
    const response = await fetch(path, {
      method,
      headers: {
        ...headers,
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body }),
      cache: "no-store",
      redirect: "error",
    });
    return finish(response.status, response.headers, await response.text());
  } catch (error) {
    return finish(0, new Headers(), error instanceof Error ? error.message : String(error));
  }
}

/** Reads the JSON of a response; undefined if it is none. */
export function readJson<T>({ text }: Exchange): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** Says in one sentence why a request failed. */
export function explain(exchange: Exchange): string {
  if (exchange.status === 0) return `No response: ${exchange.text}`;
  const { detail, errorSummary } = readJson<{ detail?: string; errorSummary?: string }>(exchange) ?? {};
  return `${exchange.status}: ${detail ?? errorSummary ?? "The response has no explanation."}`;
}

/** Makes the field for the key work. */
export function setUpKeyField(): void {
  const form = byId<HTMLFormElement>("key-form");
  const field = byId<HTMLInputElement>("key");
  const error = byId("key-error");
  const showError = (text: string) => {
    error.textContent = text;
    error.hidden = text === "";
    field.toggleAttribute("aria-invalid", text !== "");
  };
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const entered = field.value.trim();
    if (entered === "") {
      showError("Enter your key.");
      field.focus();
      return;
    }
    key = entered;
    const exchange = await send("GET", "/whoami");
    const caller = exchange.status === 200 ? readJson<Caller>(exchange) : undefined;
    if (!caller) {
      key = undefined;
      showError(explain(exchange));
      field.focus();
      return;
    }
    field.value = "";
    showError("");
    showCaller(caller);
  });
  byId("forget-key").addEventListener("click", () => {
    key = undefined;
    showCaller(undefined);
    field.focus();
  });
}

function showCaller(caller: Caller | undefined): void {
  const hadFocus = byId("key-form").contains(document.activeElement);
  byId("key-form").hidden = caller !== undefined;
  byId("caller").hidden = caller === undefined;
  byId("caller-name").textContent = caller ? `Caller ${caller.name}` : "";
  if (caller && hadFocus) byId("forget-key").focus();
  announce(caller ? `The key belongs to the caller ${caller.name}.` : "The key is forgotten.");
  for (const listener of listeners) listener(caller);
}
