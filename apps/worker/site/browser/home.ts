import { curlCommand } from "../../../../packages/actions/src/curl-command.ts";
import { type Caller, type Exchange, explain, onCaller, onExchange, readJson, send, setUpKeyField } from "./access.ts";
import { addCopyButton } from "./copy.ts";
import { byId, make } from "./elements.ts";

interface Step {
  readonly step: string;
  readonly status: "ok" | "warning" | "failed" | "skipped";
  readonly detail: string;
  readonly hint?: string;
}

interface Report {
  readonly ok: boolean;
  readonly steps: readonly Step[];
}

const MARKS = { ok: "✔", warning: "!", failed: "✖", skipped: "–" } as const;
const WORDS = { ok: "OK", warning: "Warning", failed: "Failed", skipped: "Skipped" } as const;

/** Shows whether the Worker is ready. */
async function showState(): Promise<void> {
  const { status } = await send("GET", "/ready");
  const state = byId("state");
  state.classList.add(status === 200 ? "good" : "bad");
  byId("state-text").textContent =
    status === 200
      ? "Ready: the Worker has access to Okta."
      : "Not ready. Its administrator sees the reason in the check below, or in the Worker's log.";
  byId("state-link").hidden = true;
}

/** Shows a request of this page and its response. */
function showCall(exchange: Exchange): void {
  const { method, path, status, text, duration } = exchange;
  const kind = status >= 200 && status < 300 ? "good" : "bad";
  const pre = make("pre", { class: "long", tabindex: "0", role: "group", "aria-label": `Response of ${path}` });
  pre.append(make("code", {}, JSON.stringify(readJson(exchange), null, 2) ?? text));
  const line = make("summary", {}, make("code", {}, `${method} ${path}`), " ");
  line.append(make("strong", { class: `status ${kind}` }, String(status)), ` in ${duration} ms`);
  const entry = make("details", { class: "call" }, line, pre);
  addCopyButton(pre, `the response of ${path}`);
  byId("calls").prepend(entry);
}

function showIdentity({ name, connections, scopes, actions, keyExpiresAt, ...rules }: Caller): void {
  const rows: readonly (readonly [string, readonly string[] | string])[] = [
    ["Caller", name],
    ["Connections", connections],
    ["Scopes", scopes],
    ["Actions", `${actions.length}`],
    ["Key expires", keyExpiresAt === null ? "never" : new Date(keyExpiresAt).toLocaleString()],
    ...Object.entries(rules).map(([rule, value]) => [rule, JSON.stringify(value)] as const),
  ];
  const list = make("dl", { class: "facts" });
  for (const [term, value] of rows) {
    const texts = typeof value === "string" ? [value] : value.flatMap((item) => [make("code", {}, item), " "]);
    list.append(make("dt", {}, term), make("dd", {}, ...(texts.length > 0 ? texts : ["none"])));
  }
  const more = make("p", {}, make("a", { href: "/docs" }, "See these actions in the documentation"), ".");
  byId("identity").replaceChildren(make("h3", {}, "Identity"), list, more);
}

async function runCheck(): Promise<void> {
  const button = byId<HTMLButtonElement>("run-check");
  const connection = byId<HTMLSelectElement>("connection").value;
  const result = byId("check-result");
  button.disabled = true;
  result.textContent = "Checking each step…";
  const exchange = await send("POST", `/connections/${encodeURIComponent(connection)}/check`);
  button.disabled = false;
  const report = exchange.status === 200 ? readJson<Report>(exchange) : undefined;
  result.textContent = report ? (report.ok ? "Every step works." : "A step failed.") : explain(exchange);
  result.className = report?.ok ? "good" : "bad";
  byId("steps").replaceChildren(...(report?.steps ?? []).map(showStep));
}

function showStep({ step, status, detail, hint }: Step): HTMLElement {
  const mark = make("span", { class: "mark", "aria-hidden": "true" }, MARKS[status]);
  const word = make("span", { class: "vh" }, `${WORDS[status]}: `);
  const item = make("li", { class: `step ${status}` }, mark, word, make("strong", {}, step), make("span", {}, detail));
  if (hint) item.append(make("p", { class: "hint" }, hint));
  return item;
}

function showAccess(caller: Caller | undefined): void {
  byId("access-report").hidden = caller === undefined;
  byId("access-intro").hidden = caller !== undefined;
  if (!caller) {
    for (const id of ["identity", "steps", "calls", "check-result"]) byId(id).replaceChildren();
    return;
  }
  showIdentity(caller);
  byId("connection").replaceChildren(...caller.connections.map((name) => make("option", {}, name)));
  runCheck();
}

byId("first-call").textContent = curlCommand(
  { method: "GET", path: "/api/v1/users?limit=5", body: undefined },
  { origin: location.origin, key: "YOUR_KEY" },
);
addCopyButton(byId("first-call").parentElement as HTMLElement, "the command");
byId("mcp-url").textContent = `${location.origin}/mcp`;
setUpKeyField();
onExchange(showCall);
onCaller(showAccess);
byId("run-check").addEventListener("click", runCheck);
showState();
