import type { Cases } from "./case.ts";

/** Any number of callers share one exchange. */
export const singleFlight: Cases = {
  "a hundred callers, one exchange": async ({ t, org }) => {
    const client = org.client("p256");
    const tokenSets = await Promise.all(Array.from({ length: 100 }, () => client.token()));
    t.equal(new Set(tokenSets.map(({ accessToken }) => accessToken)).size, 1);
    t.equal((await org.counts()).token, 1);
  },
  "a hundred calls, one exchange": async ({ t, org }) => {
    const client = org.client("dpop");
    const call = async () => (await client.fetch("/api/v1/users/ada.lovelace@example.com")).status;
    const statuses = await Promise.all(Array.from({ length: 100 }, call));
    t.equal([...new Set(statuses)], [200]);
    t.equal(await org.counts(), { token: 2, api: 100 });
  },
  "one exchange for each set of scopes": async ({ t, org }) => {
    const client = org.client("p256");
    const sets = [["okta.users.read"], ["okta.groups.read"], ["okta.users.read", "okta.groups.read"]];
    const asked = [...sets, ...sets.map((scopes) => scopes.toReversed())];
    await Promise.all(asked.map((scopes) => client.token({ scopes })));
    t.equal((await org.counts()).token, 3);
  },
  "one that fails fails for all, and is not repeated by each": async ({ t, org }) => {
    const client = org.client("p256", { clientId: "0oaNobody" });
    const settled = await Promise.allSettled(Array.from({ length: 100 }, () => client.token()));
    t.equal([...new Set(settled.map(({ status }) => status))], ["rejected"]);
    await t.rejects(client.token(), { code: "token_refused", error: "invalid_client" });
    t.equal((await org.counts()).token, 1);
  },
  "a caller that goes away does not take it along": async ({ t, org }) => {
    const client = org.client("p256");
    const gone = new AbortController();
    const left = client.token({ signal: gone.signal });
    const staying = client.token();
    gone.abort(new Error("gone"));
    await t.rejects(left, { message: "gone" });
    t.equal((await staying).tokenType, "Bearer");
    t.equal((await org.counts()).token, 1);
  },
};
