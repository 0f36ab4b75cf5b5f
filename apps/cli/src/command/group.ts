import { buildCommand, buildRouteMap, type Command, type RouteMap } from "@stricli/core";
import type { CommandContext } from "./context.ts";
import type { DeclaredCommand } from "./define.ts";
import { shortUsageLine } from "./help.ts";

/** Commands under one name, such as `key new` and `key show`. */
export interface CommandGroup {
  readonly brief: string;
  readonly routes: Readonly<Record<string, DeclaredCommand | CommandGroup | LazyRoute>>;
}

/** A command or a group whose code is loaded when the command line names it. */
export interface LazyRoute {
  readonly brief: string;
  load(): Promise<DeclaredCommand | CommandGroup>;
}

/** Loads what the command line names, and leaves the rest: the start must stay fast. */
export async function loadRoute(group: CommandGroup, args: readonly string[]): Promise<CommandGroup> {
  const [word = ""] = args;
  const name = word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const route = Object.hasOwn(group.routes, name) ? group.routes[name] : undefined;
  if (!route || !("load" in route)) return group;
  return { ...group, routes: { ...group.routes, [name]: await route.load() } };
}

/** Makes the router of a group. Routes that are not loaded have a name and a brief, for help and corrections. */
function buildGroup({ brief, routes }: CommandGroup): RouteMap<CommandContext> {
  return buildRouteMap({
    docs: { brief },
    routes: Object.fromEntries(
      Object.entries(routes).map(([name, route]) => {
        if ("routes" in route) return [name, withUsage(buildGroup(route), groupUsage(route))];
        if ("load" in route) return [name, withUsage(placeholder(route), "...")];
        return [name, withUsage(route.command, shortUsageLine(route.declaration))];
      }),
    ),
  });
}

/** Makes the router of the whole command line. Its help lists the commands once: the parser's usage would name each of them before. */
export function buildRoot(group: CommandGroup): RouteMap<CommandContext> {
  const root = buildGroup(group);
  return {
    ...root,
    formatHelp(args) {
      const prefix = `  ${args.prefix.join(" ")}`;
      const lines = root.formatHelp(args).split("\n");
      const names = root.getAllEntries().map(({ name }) => `${prefix} ${name["convert-camel-to-kebab"]} `);
      const others = lines.filter((line) => !names.some((name) => line.startsWith(name)));
      return [others[0], `${prefix} COMMAND ...`, ...others.slice(1)].join("\n");
    },
  };
}

/** The commands of a group, if they fit into the line. */
function groupUsage({ routes }: CommandGroup): string {
  const names = Object.keys(routes).join("|");
  return `${names.length > 60 ? "COMMAND" : names} ...`;
}

/** Sets the line of a route in the help of its group. */
function withUsage<Route extends RouteMap<CommandContext> | Command<CommandContext>>(
  route: Route,
  usage: string,
): Route {
  return { ...route, formatUsageLine: ({ prefix }) => `${prefix.join(" ")} ${usage}` };
}

function placeholder({ brief }: LazyRoute): Command<CommandContext> {
  return buildCommand<Record<never, never>, [], CommandContext>({
    docs: { brief },
    parameters: {},
    func: () => new Error("This route has not been loaded."),
  });
}
