import { buildRouteMap, type RouteMap } from "@stricli/core";
import type { CommandContext } from "./context.ts";
import type { DeclaredCommand } from "./define.ts";

/** Commands under one name, such as `key new` and `key show`. */
export interface CommandGroup {
  readonly brief: string;
  readonly routes: Readonly<Record<string, DeclaredCommand | CommandGroup>>;
}

/** Makes the router of a group. */
export function buildGroup({ brief, routes }: CommandGroup): RouteMap<CommandContext> {
  return buildRouteMap({
    docs: { brief },
    routes: Object.fromEntries(
      Object.entries(routes).map(([name, route]) => [name, "routes" in route ? buildGroup(route) : route.command]),
    ),
  });
}
