import type { Flat } from "./flatten.ts";

/** The most informative columns, in order. */
const FIRST = [
  "published",
  "id",
  "status",
  "eventType",
  "type",
  "factorType",
  "provider",
  "profile.login",
  "actor.alternateId",
  "outcome.result",
  "label",
  "name",
  "profile.name",
  "profile.displayName",
  "displayName",
  "displayMessage",
  "profile.firstName",
  "profile.lastName",
  "profile.description",
  "profile.department",
  "profile.title",
  "profile.email",
  "signOnMode",
  "lastLogin",
];

/** The most columns that are chosen. */
const MOST = 8;

const TIME = /^\d{4}-\d\d-\d\dT/;

/** Chooses the columns of a table from the items: the most informative first, and no column with the same value in all rows. */
export function chooseColumns(items: readonly Flat[]): readonly string[] {
  const paths = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const rank = (path: string) => {
    if (FIRST.includes(path)) return FIRST.indexOf(path);
    const isTime = items.every((item) => item[path] === undefined || TIME.test(item[path]));
    return FIRST.length + (isTime ? 2 : path.includes(".") ? 1 : 0);
  };
  const chosen: string[] = [];
  for (const path of paths.sort((one, other) => rank(one) - rank(other))) {
    const values = items.map((item) => item[path] ?? "");
    const isConstant = items.length > 1 && values.every((value) => value === values[0]);
    const isKnown = chosen.some((other) => items.every((item) => item[other] === item[path]));
    if (!(isConstant && !FIRST.includes(path)) && !isKnown) chosen.push(path);
    if (chosen.length === MOST) break;
  }
  return chosen;
}

/** Names columns by the ends of their paths, where these differ. */
export function columnHeadings(paths: readonly string[]): readonly string[] {
  const ends = paths.map((path) => path.slice(path.lastIndexOf(".") + 1));
  return ends.map((end, at) => (ends.filter((other) => other === end).length > 1 ? (paths[at] ?? end) : end));
}
