import { type Caller, onCaller, setUpKeyField } from "./access.ts";
import { addCopyButton } from "./copy.ts";
import { byId, make } from "./elements.ts";
import { EXAMPLES } from "./examples.ts";
import { exampleInput, type Input, readAction } from "./request.ts";
import { createTryIt } from "./try-it.ts";

const entries = [...document.querySelectorAll<HTMLDetailsElement>("details.action")];
const search = byId<HTMLInputElement>("search");
const mine = byId<HTMLInputElement>("mine");

/** What a search finds an action by. */
const texts = new Map(entries.map((entry) => [entry, searchText(entry)]));

/** The caller of the key. */
let caller: Caller | undefined;

/** The tab that was chosen last: all actions show it. */
let chosenTab: string = EXAMPLES[0]?.id ?? "";

function searchText(entry: HTMLDetailsElement): string {
  const { method, path, scope, risk } = entry.dataset;
  const topic = entry.closest(".topic")?.querySelector("h2")?.textContent;
  const words = entry.id.replaceAll(/[A-Z.]/g, " $&");
  const summary = entry.querySelector(".name")?.textContent;
  const description = entry.querySelector(".about > p:not(.id)")?.textContent;
  return [entry.id, words, summary, method, path, scope, risk, topic, description].join(" ").toLowerCase();
}

/** Shows the actions that the search finds and the key may call. */
function filter(): void {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const allowed = caller && mine.checked ? new Set(caller.actions) : undefined;
  let count = 0;
  for (const entry of entries) {
    const text = texts.get(entry) ?? "";
    const isShown = words.every((word) => text.includes(word)) && (allowed?.has(entry.id) ?? true);
    entry.hidden = !isShown;
    if (isShown) count++;
  }
  for (const part of document.querySelectorAll<HTMLElement>(".kind, .topic")) {
    part.hidden = !part.querySelector("details.action:not([hidden])");
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".topics a")) {
    const topic = byId(link.hash.slice(1));
    const shown = topic.querySelectorAll("details.action:not([hidden])").length;
    (link.parentElement as HTMLElement).hidden = shown === 0;
    (link.querySelector(".count") as HTMLElement).textContent = String(shown);
  }
  byId("nothing").hidden = count > 0;
  const whose = allowed ? ` that ${caller?.name} may call` : "";
  byId("found").textContent =
    count === entries.length
      ? `${count} actions`
      : `${count} of ${entries.length} actions${words.length > 0 ? " found" : ""}${whose}`;
}

/** Opens the action or the topic that the URL names, also if the search hides it. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.matches("details.action, .topic")) return;
  if (target.hidden || target.closest("[hidden]")) {
    search.value = "";
    if (caller && !caller.actions.includes(target.id)) mine.checked = false;
    filter();
  }
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.querySelector("summary")?.focus({ preventScroll: true });
  }
  target.scrollIntoView();
}

/** Adds to an entry what only a script can do, when it is opened for the first time. */
function complete(entry: HTMLDetailsElement): void {
  if (entry.dataset.complete !== undefined) return;
  entry.dataset.complete = "";
  const action = readAction(entry);
  const example = entry.querySelector(".example") as HTMLElement;
  const [request, response] = example.querySelectorAll<HTMLElement>("pre");
  if (response) addCopyButton(response, "the response");
  if (!request) return;
  let input = exampleInput(action);
  const code = make("code");
  const panel = make("pre", { role: "tabpanel", id: `${entry.id}-panel`, tabindex: "0" }, code);
  const tabs = EXAMPLES.map(({ id, label }) => {
    const attributes = { type: "button", role: "tab", id: `${entry.id}-${id}`, "aria-controls": panel.id };
    return make("button", attributes, label);
  });
  const show = () => {
    const index = Math.max(
      0,
      EXAMPLES.findIndex(({ id }) => id === chosenTab),
    );
    tabs.forEach((tab, position) => {
      tab.setAttribute("aria-selected", String(position === index));
      tab.tabIndex = position === index ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", tabs[index]?.id ?? "");
    code.textContent = EXAMPLES[index]?.write(action, input) ?? "";
  };
  const choose = (index: number) => {
    chosenTab = EXAMPLES[(index + EXAMPLES.length) % EXAMPLES.length]?.id ?? "";
    document.dispatchEvent(new Event("tabchosen"));
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(index));
    tab.addEventListener("keydown", (event) => {
      const steps: Readonly<Record<string, number>> = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 };
      const next = steps[event.key];
      if (next === undefined) return;
      event.preventDefault();
      choose(next);
      tabs.find(({ ariaSelected }) => ariaSelected === "true")?.focus();
    });
  });
  document.addEventListener("tabchosen", show);
  request.replaceWith(make("div", { role: "tablist", "aria-label": `Examples of ${entry.id}` }, ...tabs), panel);
  addCopyButton(panel, "the request");
  show();
  example.append(
    createTryIt(action, (changed: Input) => {
      input = changed;
      show();
    }),
  );
}

setUpKeyField();
byId("search-form").hidden = false;
byId("search-form").addEventListener("submit", (event) => event.preventDefault());
search.addEventListener("input", filter);
mine.addEventListener("change", filter);
byId("clear-search").addEventListener("click", () => {
  search.value = "";
  mine.checked = false;
  filter();
  search.focus();
});
onCaller((known) => {
  caller = known;
  byId("only-mine").hidden = known === undefined;
  mine.checked = true;
  filter();
});
// `toggle` does not bubble.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.open && target.matches(".action")) complete(target);
  },
  true,
);
addEventListener("hashchange", openTarget);
// On narrow screens the list of topics would fill the first screen.
if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".topics details")?.removeAttribute("open");
filter();
openTarget();
