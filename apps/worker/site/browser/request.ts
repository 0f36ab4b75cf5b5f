/** A parameter of an action, as its table has it. */
export interface Parameter {
  readonly name: string;
  readonly place: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly values: readonly string[];
  readonly example: string;
}

/** An action, as the page describes it. */
export interface Action {
  readonly id: string;
  readonly summary: string;
  readonly method: string;
  readonly path: string;
  readonly risk: string;
  /** The name of its MCP tool, and whether the tool takes the body as one argument. */
  readonly tool: string;
  readonly isBodyWhole: boolean;
  readonly parameters: readonly Parameter[];
  /** The body of the example, as JSON. */
  readonly body: string | undefined;
}

/** What is filled in: parameters by name, without those that are empty, and the body. */
export interface Input {
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A request that is ready to be sent. */
export interface ActionCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Reads an action from its entry on the page. */
export function readAction(entry: HTMLElement): Action {
  const { method = "", path = "", risk = "", tool = "", body } = entry.dataset;
  const rows = [...entry.querySelectorAll<HTMLTableRowElement>("tr[data-in]")];
  return {
    id: entry.id,
    summary: entry.querySelector(".name")?.textContent ?? "",
    method,
    path,
    risk,
    tool,
    body,
    isBodyWhole: "whole" in entry.dataset,
    parameters: rows.map((row) => ({
      name: row.querySelector("code")?.textContent ?? "",
      place: row.dataset.in ?? "",
      type: row.cells[1]?.firstChild?.textContent?.trim() ?? "",
      isRequired: row.querySelector(".required") !== null,
      values: [...row.querySelectorAll(".values code")].map(({ textContent }) => textContent ?? ""),
      example: row.dataset.example ?? "",
    })),
  };
}

/** Returns the input of an action's example. */
export function exampleInput({ parameters, body }: Action): Input {
  const filled = parameters.filter(({ example }) => example !== "").map(({ name, example }) => [name, example]);
  return { parameters: Object.fromEntries(filled), body };
}

/** Builds the request of an action. */
export function buildCall({ method, path, parameters }: Action, { parameters: values, body }: Input): ActionCall {
  const inPlace = (place: string) =>
    parameters.filter((parameter) => parameter.place === place && values[parameter.name] !== undefined);
  const filled = path.replaceAll(/\{(\w+)\}/g, (hole, name: string) =>
    values[name] === undefined ? hole : encodeURIComponent(values[name]),
  );
  const query = new URLSearchParams(inPlace("query").map(({ name }) => [name, values[name] ?? ""])).toString();
  return {
    method,
    path: query === "" ? filled : `${filled}?${query}`,
    headers: Object.fromEntries(inPlace("header").map(({ name }) => [name, values[name] ?? ""])),
    body,
  };
}
