import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ParseError, parse as parseJsonc } from "jsonc-parser";
import { parse as parseToml, TomlError } from "smol-toml";
import { FailedError } from "../errors.ts";

/** The files that wrangler looks for, in its order. */
const FILES = ["wrangler.json", "wrangler.jsonc", "wrangler.toml"] as const;

/** What is read of wrangler's configuration. */
export interface WranglerConfig {
  /** The file's name in the project's folder. */
  readonly file: string;
  /** The name of the Worker in this environment. */
  readonly name: string | undefined;
  /** The variables of this environment: text, or JSON. */
  readonly vars: Readonly<Record<string, unknown>>;
  /** The KV bindings of this environment: their names, with the ID of the namespace if the file has it. */
  readonly kvNamespaces: ReadonlyMap<string, string | undefined>;
  /** The environments that the file declares. */
  readonly environments: readonly string[];
}

/**
 * Reads wrangler's configuration for one environment. Environments inherit no `vars` and no bindings.
 *
 * @returns undefined when the folder has none.
 * @throws {FailedError} when the file cannot be parsed, or does not declare the environment.
 */
export async function readWranglerConfig(
  folder: string,
  environment: string | undefined,
): Promise<WranglerConfig | undefined> {
  // An empty --env is the top level of the configuration, as in wrangler.
  const selected = environment || undefined;
  for (const file of FILES) {
    const text = await readFile(join(folder, file), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      return undefined;
    });
    if (text !== undefined) return select(file, parseConfig(file, text), selected);
  }
  return undefined;
}

function parseConfig(file: string, text: string): Record<string, unknown> {
  if (file.endsWith(".toml")) {
    try {
      return parseToml(text);
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      throw new FailedError(`${file} is not valid TOML: see line ${error.line}, column ${error.column}.`, {
        code: "invalid_wrangler_config",
      });
    }
  }
  const errors: ParseError[] = [];
  const value = parseJsonc(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    const line = text.slice(0, error.offset).split("\n").length;
    throw new FailedError(`${file} is not valid JSON: see line ${line}.`, { code: "invalid_wrangler_config" });
  }
  return asObject(value);
}

function select(file: string, config: Record<string, unknown>, environment: string | undefined): WranglerConfig {
  const environments = asObject(config.env);
  const names = Object.keys(environments);
  if (environment !== undefined && !names.includes(environment)) {
    throw new FailedError(`${file} has no environment ${environment}.`, {
      hint: names.length > 0 ? `It has ${names.join(", ")}.` : "Leave out --env.",
      code: "unknown_environment",
    });
  }
  const selected = environment === undefined ? config : asObject(environments[environment]);
  const base = typeof config.name === "string" ? config.name : undefined;
  const inherited = environment === undefined || base === undefined ? base : `${base}-${environment}`;
  return {
    file,
    name: typeof selected.name === "string" ? selected.name : inherited,
    vars: asObject(selected.vars),
    kvNamespaces: readKvNamespaces(selected.kv_namespaces),
    environments: names,
  };
}

function readKvNamespaces(value: unknown): ReadonlyMap<string, string | undefined> {
  const bindings = Array.isArray(value) ? value.map(asObject) : [];
  return new Map(bindings.map(({ binding, id }) => [String(binding), typeof id === "string" ? id : undefined]));
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
