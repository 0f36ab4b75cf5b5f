/** The sandbox as a page for people. It shows what `/_sandbox/state` says, again every second, and sets faults. */
export function controlPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Okta sandbox</title>
<style>
  :root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 1200px; padding: 1rem; }
  header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; }
  h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
  main { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); }
  .scroll { max-height: 22rem; overflow: auto; border: 1px solid #8884; border-radius: 6px; }
  table { border-collapse: collapse; width: 100%; } th, td { padding: .25rem .6rem; text-align: left; vertical-align: top; }
  th { position: sticky; top: 0; background: Canvas; } tr:nth-child(even) td { background: #8881; }
  code, td.code { font: 12px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
  .bad { color: #c22; } .good { color: #18794e; } form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
  @media (prefers-color-scheme: dark) { .bad { color: #f77; } .good { color: #5c9; } }
</style>
<header><h1>Okta sandbox</h1><code id="org"></code><span id="counts"></span><span id="state" role="status"></span></header>
<main>
  <section><h2>Requests</h2><div class="scroll"><table id="requests" aria-label="Requests"></table></div></section>
  <section><h2>System Log</h2><div class="scroll"><table id="events" aria-label="System Log"></table></div></section>
  <section><h2>Faults</h2>
    <form id="fault">
      <label>On <select name="on"><option value="api">API calls</option><option value="token">token calls</option></select></label>
      <label>Fault <select name="fault" id="names"></select></label>
      <label>Times <input name="times" type="number" min="1" placeholder="all" size="4"></label>
      <button>Inject</button> <button type="button" id="clear">Clear all</button>
    </form>
    <div class="scroll"><table id="faults" aria-label="Faults"></table></div></section>
  <section><h2>API Services apps</h2><div class="scroll"><table id="clients" aria-label="API Services apps"></table></div></section>
  <section><h2>Users</h2><div class="scroll"><table id="users" aria-label="Users"></table></div></section>
  <section><h2>Groups</h2><div class="scroll"><table id="groups" aria-label="Groups"></table></div></section>
  <section><h2>Apps</h2><div class="scroll"><table id="apps" aria-label="Apps"></table></div></section>
</main>
<script nonce="${nonce}">
  const find = (id) => document.getElementById(id);
  const cell = (value, kind = "td") => {
    const element = document.createElement(kind);
    element.textContent = value ?? "";
    return element;
  };
  const fill = (id, names, rows) => {
    const head = document.createElement("tr");
    head.append(...names.map((name) => cell(name, "th")));
    find(id).replaceChildren(head, ...rows.map((values) => {
      const row = document.createElement("tr");
      row.append(...values.map((value) => cell(value)));
      if (values.isBad !== undefined) row.cells[0].className = values.isBad ? "bad" : "good";
      return row;
    }));
  };
  const mark = (values, isBad) => Object.assign(values, { isBad });
  async function show() {
    try {
      const state = await (await fetch("/_sandbox/state")).json();
      find("org").textContent = state.orgUrl;
      find("counts").textContent = state.counts.users + " users, " + state.counts.groups + " groups, " + state.counts.apps + " apps";
      fill("requests", ["Status", "Request", "Reason"], state.requests.map((one) => mark([one.status ?? "…", one.method + " " + one.path, one.reason], one.status === undefined || one.status >= 400)));
      fill("events", ["Result", "Event", "Actor", "Target", "Time"], state.events.map((one) => mark([one.result, one.eventType, one.actor, one.target, one.published], one.result === "FAILURE" || one.result === "DENY")));
      fill("faults", ["On", "Fault", "Times"], state.faults.map((one) => [one.on, one.fault, one.times ?? "all"]));
      fill("clients", ["Client ID", "Active", "DPoP", "Roles", "Scopes"], state.clients.map((one) => [one.clientId, one.active, one.dpop, one.roles.join(", ") || "none", one.scopes.length]));
      fill("users", ["Status", "Login", "Name", "ID"], state.users.map((one) => [one.status, one.login, one.name, one.id]));
      fill("groups", ["Name", "Type", "Members", "ID"], state.groups.map((one) => [one.name, one.type, one.members, one.id]));
      fill("apps", ["Label", "Sign-on mode", "Status", "ID"], state.apps.map((one) => [one.label, one.signOnMode, one.status, one.id]));
      if (!find("names").options.length) find("names").append(...state.faultNames.map((name) => new Option(name)));
      find("state").textContent = "";
    } catch {
      find("state").textContent = "The sandbox does not respond.";
    }
  }
  find("fault").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { on, fault, times } = Object.fromEntries(new FormData(event.target));
    await fetch("/_sandbox/faults", { method: "PUT", body: JSON.stringify({ on, fault, ...(times && { times: Number(times) }) }) });
    await show();
  });
  find("clear").addEventListener("click", async () => {
    await fetch("/_sandbox/faults", { method: "DELETE" });
    await show();
  });
  (async () => {
    for (;;) {
      if (!document.hidden) await show();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  })();
</script>
</html>
`;
}
