import { createOktaClient, type OktaClient } from "@okta-edge/core";
import { startSandbox } from "../lab/start-sandbox.ts";
import { alternate, compareTable } from "../src/alternate.ts";
import type { Question, Table } from "../src/question.ts";
import { speedOf } from "../src/speed-of.ts";

const ROUNDS = 5;
/** Users of the orgs. The list of users does not have those that are deactivated. */
const SIZES = [1100, 100_000];
/** Users of an export. */
const EXPORTED = 1000;

export const question: Question = {
  name: "sandbox/reads",
  title: "Reads of a large sandbox",
  method: `Calls over HTTP with a token in memory, one at a time, of an org of ${SIZES.join(" and of ")} users. The floor is one user by ID. An export reads ${EXPORTED} users as five pages.`,
  async run() {
    const tables: Table[] = [];
    for (const users of SIZES) {
      await using org = await startSandbox(users);
      const okta = createOktaClient({ orgUrl: org.url, ...org.app, scopes: ["okta.users.read"], dpop: "never" });
      const [first] = await okta.json<readonly User[]>("/api/v1/users?limit=1");
      const deep = await pageAt(okta, EXPORTED / 2);
      const by = (expression: string) => `/api/v1/users?search=${encodeURIComponent(expression)}`;
      const read = (name: string, path: string) => speedOf(name, () => okta.json(path));
      const measured = await alternate(
        [
          read("one user by ID", `/api/v1/users/${first?.id}`),
          read("the first page of 200", "/api/v1/users?limit=200"),
          read("a page further on", deep),
          read("a search by email", by(`profile.email eq "${first?.profile.email}"`)),
          read("a search for 200 of a status", by('status eq "ACTIVE"')),
          speedOf(`an export of ${EXPORTED}`, () => exportUsers(okta)),
        ],
        ROUNDS,
      );
      tables.push(
        compareTable(
          measured,
          [
            { kind: "rate", title: "calls/s" },
            { kind: "time", title: "µs" },
          ],
          `${users} users`,
        ),
      );
    }
    return { tables };
  },
};

interface User {
  readonly id: string;
  readonly profile: { readonly email: string };
}

/** Returns the URL of the page that follows so many users. */
async function pageAt(okta: OktaClient, users: number): Promise<string> {
  const pages = okta.pages("/api/v1/users?limit=200");
  let seen = 0;
  for await (const page of pages) {
    seen += page.length;
    if (seen >= users && pages.nextUrl) return pages.nextUrl;
  }
  throw new Error(`No page follows ${users} users.`);
}

async function exportUsers(okta: OktaClient): Promise<void> {
  let count = 0;
  for await (const _ of okta.items("/api/v1/users?limit=200")) if (++count === EXPORTED) return;
  throw new Error(`There are ${count} users only.`);
}
