import type { TestOrg } from "./org.ts";

/** The types of the events that the System Log gains while something is done, with the IDs of what each is about. */
export async function eventsOf(org: TestOrg, act: () => Promise<unknown>): Promise<string[]> {
  const { events } = org.sandbox.store;
  const before = events.length;
  await act();
  return events.slice(before).map(({ eventType, target }) => [eventType, ...target.map(({ id }) => id)].join(" "));
}
