import { buildCommand, buildRouteMap, type RouteMap } from "@stricli/core";
import type { CommandContext } from "./context.ts";
import type { DeclaredCommand } from "./define.ts";

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
export function buildGroup({ brief, routes }: CommandGroup): RouteMap<CommandContext> {
  return buildRouteMap({
    docs: { brief },
    routes: Object.fromEntries(
      Object.entries(routes).map(([name, route]) => {
        if ("routes" in route) return [name, buildGroup(route)];
        return [name, "load" in route ? placeholder(route) : route.command];
      }),
    ),
  });
}

function placeholder({ brief }: LazyRoute) {
  return buildCommand<Record<never, never>, [], CommandContext>({
    docs: { brief },
    parameters: {},
    func: () => new Error("This route has not been loaded."),
  });
}
