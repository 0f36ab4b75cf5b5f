import { type Exchange, explain, hasKey, send } from "./access.ts";
import { addCopyButton } from "./copy.ts";
import { announce, byId, make } from "./elements.ts";
import { type Action, type ActionCall, buildCall, exampleInput, type Input } from "./request.ts";

/** The headers of a response that are shown. */
const SHOWN_HEADERS = [
  "content-type",
  "link",
  "etag",
  "x-request-id",
  "x-okta-request-id",
  "x-okta-edge-hint",
  "x-rate-limit-limit",
  "x-rate-limit-remaining",
  "x-rate-limit-reset",
  "retry-after",
  "server-timing",
];

/** Characters of a body that are shown. */
const MAX_SHOWN = 200_000;

/** Creates the form that sends a request of an action. It calls `onInput` with what is filled in. */
export function createTryIt(action: Action, onInput: (input: Input) => void): HTMLElement {
  const example = exampleInput(action);
  const fields = action.parameters.map((parameter) => createField(action, parameter));
  const body =
    action.body === undefined
      ? undefined
      : make("textarea", { id: `${action.id}-body`, rows: "8", spellcheck: "false" }, format(action.body));
  const problem = make("p", { class: "alert", role: "alert" });
  problem.hidden = true;
  const result = make("div", { class: "result", role: "status" });
  const button = make("button", { class: "primary" }, "Send request");
  const form = make("form", { class: "try", "aria-label": `Try ${action.id}` }, make("h4", {}, "Try it"));
  for (const { label, input } of fields) form.append(make("p", { class: "field" }, label, input));
  if (body) {
    form.append(make("p", { class: "field" }, make("label", { for: body.id }, "Body (JSON)"), body));
  }
  form.append(problem, make("p", { class: "buttons" }, button), result);

  const read = (): Input => {
    const filled = fields.flatMap(({ name, input }) => (input.value === "" ? [] : [[name, input.value] as const]));
    return { parameters: Object.fromEntries(filled), body: body?.value.trim() ? body.value : undefined };
  };
  for (const { name, input } of fields) input.value = example.parameters[name] ?? "";
  form.addEventListener("input", () => onInput(read()));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = read();
    const call = buildCall(action, input);
    const reason = findProblem(action, input);
    problem.textContent = reason ?? "";
    problem.hidden = reason === undefined;
    if (reason !== undefined) return;
    if (action.risk !== "read" && !(await confirm(action, call))) {
      announce("Nothing was sent.");
      return;
    }
    button.disabled = true;
    result.replaceChildren("Waiting for the response…");
    const exchange = await send(call.method, call.path, call.body && compact(call.body), call.headers);
    button.disabled = false;
    button.focus({ preventScroll: true });
    result.replaceChildren(...describeExchange(exchange));
  });
  return form;
}

function createField({ id }: Action, { name, place, type, isRequired, ...parameter }: Action["parameters"][number]) {
  const values = type === "boolean" ? ["true", "false"] : parameter.values;
  const field = `${id}-${place}-${name}`;
  const label = make("label", { for: field }, make("code", {}, name), isRequired ? " required" : "");
  const attributes: Record<string, string> = { id: field, autocomplete: "off", spellcheck: "false" };
  const input =
    values.length > 0
      ? make("select", { id: field }, ...["", ...values].map((value) => make("option", { value }, value)))
      : make("input", attributes);
  if (isRequired) input.setAttribute("aria-required", "true");
  return { name, label, input };
}

/** Says what prevents a request from being sent. */
function findProblem(action: Action, { parameters, body }: Input): string | undefined {
  if (!hasKey()) return "Enter your key at the top of the page first.";
  const missing = action.parameters.filter(({ name, isRequired }) => isRequired && parameters[name] === undefined);
  if (missing.length > 0) return `Fill in ${missing.map(({ name }) => name).join(", ")}.`;
  try {
    if (body !== undefined) JSON.parse(body);
  } catch (error) {
    return `The body is not JSON: ${error instanceof Error ? error.message : error}`;
  }
  return undefined;
}

/** Asks before something is changed. */
function confirm(action: Action, { method, path, body }: ActionCall): Promise<boolean> {
  const dialog = byId<HTMLDialogElement>("confirm");
  const isDestructive = action.risk === "destructive";
  byId("confirm-text").textContent = `${action.summary}. This changes data in the org behind ${location.host}.`;
  byId("confirm-request").textContent = [`${method} ${path}`, ...(body === undefined ? [] : [format(body)])].join("\n");
  const about = document.getElementById(action.id)?.querySelector("dd:last-of-type");
  const risk = about?.querySelector(".risk")?.textContent ?? action.risk;
  const reason = about?.textContent?.trim().slice(risk.length).trim();
  byId("confirm-reasons").replaceChildren(make("li", {}, reason ? `${risk}: ${reason}` : risk));
  byId("confirm-send").classList.toggle("danger", isDestructive);
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "send"), { once: true });
  });
}

function describeExchange(exchange: Exchange): readonly HTMLElement[] {
  const { status, headers, text, duration } = exchange;
  if (status === 0) return [make("p", { class: "alert" }, explain(exchange))];
  const kind = status < 300 ? "good" : status < 400 ? "" : "bad";
  const line = make("p", {}, make("strong", { class: `status ${kind}` }, `${status}`), ` in ${duration} ms`);
  const shown = SHOWN_HEADERS.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value))];
  });
  const table = make("table", { class: "headers" }, make("caption", {}, "Headers"), make("tbody", {}, ...shown));
  if (text === "") return [line, table, make("p", { class: "quiet" }, "No body.")];
  const formatted = format(text);
  const code = make("code", {}, formatted.slice(0, MAX_SHOWN));
  const pre = make("pre", { class: "long", tabindex: "0", role: "group", "aria-label": "Body of the response" }, code);
  const frame = make("div", {}, pre);
  addCopyButton(pre, "the response");
  if (formatted.length <= MAX_SHOWN) return [line, table, frame];
  return [
    line,
    table,
    frame,
    make("p", { class: "quiet" }, `${MAX_SHOWN} of ${formatted.length} characters are shown.`),
  ];
}

/** Indents JSON; other text stays as it is. */
function format(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function compact(text: string): string {
  return JSON.stringify(JSON.parse(text));
}
