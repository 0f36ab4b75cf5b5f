import { brandCases } from "./brand-cases.ts";
import { type CollectionCase, collectionScene, type Send } from "./collection-case.ts";
import { orgCases } from "./org-cases.ts";
import { signInCases } from "./sign-in-cases.ts";

/** The collections, with requests that are sent by `send`. */
export function collectionCases(send: Send): Readonly<Record<string, CollectionCase>> {
  const scene = collectionScene(send);
  return { ...orgCases(scene), ...signInCases(scene), ...brandCases(scene) };
}
