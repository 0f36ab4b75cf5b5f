import { expect, it } from "vitest";
import { answerList } from "../../src/lists/list.ts";
import { SEARCHED } from "../../src/lists/search-rules.ts";
import { makeOrg } from "../support/org.ts";

it("reads what a list is sorted by once from each entity", async () => {
  const { sandbox } = await makeOrg();
  const org = { orgUrl: sandbox.orgUrl } as Parameters<typeof answerList>[0]["org"];
  const url = new URL(`${sandbox.orgUrl}/list?limit=1&sortBy=rank&search=${encodeURIComponent("rank ge 0")}`);
  const entities = new Map(
    Array.from({ length: 512 }, (_, place) => [`${place}`, { id: `${place}`, rank: 511 - place }]),
  );
  let shown = 0;
  const response = answerList(
    { org, url },
    {
      entities,
      show(entity) {
        shown++;
        return entity;
      },
      search: { attributes: { rank: SEARCHED }, allowsNot: false },
      isSortable: true,
      cursorPrefix: "x",
      defaultLimit: 1,
      maxLimit: 1,
    },
  );
  expect(await response.json()).toEqual([{ id: "511", rank: 0 }]);
  // Once to search, once to sort, and then for the page and its cursor.
  expect(shown).toBeLessThanOrEqual(2 * entities.size + 4);
});
