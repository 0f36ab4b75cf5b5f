import { beforeAll, describe, expect, it } from "vitest";
import { recordEvent } from "../../src/api/record-event.ts";
import { type Answer, call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";

/** What Moveworks asks for every 30 seconds. */
const LOCKOUTS =
  'eventType eq "user.account.lock" or eventType eq "user.session.start" and outcome.reason eq "LOCKED_OUT"';

let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.logs.read" } });
});

type Query = Readonly<Record<string, string>>;

const logsOf = (query: Query = {}) => call(org, token, `/api/v1/logs?${new URLSearchParams(query)}`);
const follow = (path: string, of = org, key = token) => call(of, key, path);
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const daysAgo = (days: number) => iso(START - days * 86_400);
const uuidsOf = ({ body }: Answer): string[] => body.map(({ uuid }: { uuid: string }) => uuid);
const events = () => org.sandbox.store.events;

/** The path of a page by its relation; undefined where there is none. */
function linkOf({ headers }: Answer, rel: "self" | "next"): string | undefined {
  const links = [...(headers.get("link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)];
  return links.find((link) => link[2] === rel)?.[1]?.replace(org.sandbox.orgUrl, "");
}

function happen(of: TestOrg, eventType: string, request?: Request): string {
  const { sandbox, clock } = of;
  const stand = {
    orgUrl: sandbox.orgUrl,
    now: () => clock.now,
    random: Math.random,
    store: sandbox.store,
    registeredApps: [],
  };
  const target = { id: "00u1", type: "User", alternateId: "ada@example.com", displayName: "Ada Lovelace" };
  const options = { eventType, displayMessage: "It happened", targets: [target] };
  recordEvent({ org: stand, app: registered(of), ...(request && { request }) }, options);
  return sandbox.store.events.at(-1)?.uuid ?? "";
}

describe("the log of a new org", () => {
  it("reports the two weeks before, in order, for a week unless asked for more", async () => {
    const all = await logsOf({ since: daysAgo(60), limit: "1000" });
    expect(uuidsOf(all)).toEqual(events().map(({ uuid }) => uuid));
    expect(events().length).toBeGreaterThan(300);
    const week = await logsOf({ limit: "1000" });
    expect(uuidsOf(week)).toEqual(
      events()
        .filter(({ published }) => published >= daysAgo(7))
        .map(({ uuid }) => uuid),
    );
    const times = all.body.map(({ published }: { published: string }) => published);
    expect(times).toEqual(times.toSorted());
    expect(times.at(-1) <= iso(START)).toBe(true);
  });

  it("is the same for the same seed, relative to its clock", async () => {
    const other = await makeOrg({ rateLimits: false });
    expect(other.sandbox.store.events).toEqual(events());
  });

  it("is empty in an org without users", async () => {
    expect((await makeOrg({ users: 0 })).sandbox.store.events).toEqual([]);
  });

  it("shows every event in Okta's full shape", async () => {
    const [event] = (await logsOf({ filter: 'eventType eq "user.account.lock"', limit: "1" })).body;
    const user = [...org.sandbox.store.users.values()].find(({ id }) => id === event.target[0].id);
    const place = {
      city: expect.any(String),
      state: expect.any(String),
      country: expect.any(String),
      postalCode: expect.any(String),
      geolocation: { lat: expect.any(Number), lon: expect.any(Number) },
    };
    const party = {
      id: user?.id,
      type: "User",
      alternateId: user?.profile.login,
      displayName: `${user?.profile.firstName} ${user?.profile.lastName}`,
      detailEntry: null,
    };
    const requestId = event.transaction.id;
    const { ipAddress } = event.client;
    expect(ipAddress).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
    expect(event).toEqual({
      actor: party,
      client: {
        userAgent: {
          rawUserAgent: expect.stringMatching(/^Mozilla/),
          os: expect.stringMatching(/^(Mac OS X|Windows 10|iOS \(iPhone\)|Linux|Android)$/),
          browser: expect.stringMatching(/^(CHROME|FIREFOX|SAFARI)$/),
        },
        zone: "null",
        device: expect.stringMatching(/^(Computer|Mobile)$/),
        id: null,
        ipAddress,
        geographicalContext: place,
      },
      device: null,
      authenticationContext: {
        authenticationProvider: null,
        credentialProvider: null,
        credentialType: null,
        issuer: null,
        interface: null,
        authenticationStep: 0,
        rootSessionId: null,
        externalSessionId: null,
      },
      displayMessage: "Max sign in attempts exceeded",
      eventType: "user.account.lock",
      outcome: { result: "FAILURE", reason: "LOCKED_OUT" },
      published: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      securityContext: {
        asNumber: expect.any(Number),
        asOrg: expect.any(String),
        isp: expect.any(String),
        domain: null,
        isProxy: false,
      },
      severity: "DEBUG",
      debugContext: { debugData: { requestId, requestUri: "/idp/idx/identify", url: "/idp/idx/identify?" } },
      legacyEventType: "core.user_auth.account_locked",
      transaction: { type: "WEB", id: requestId, detail: {} },
      uuid: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/),
      version: "0",
      request: { ipChain: [{ ip: ipAddress, geographicalContext: place, version: "V4", source: null }] },
      target: [party],
    });
  });

  it("what an app does is written with its request", async () => {
    const headers = { "user-agent": "okta-edge/1.0", "x-forwarded-for": "203.0.113.200, 10.0.0.1" };
    const uuid = happen(
      org,
      "user.lifecycle.suspend",
      new Request("https://sandbox.okta.example/api/v1/users/00u1", { headers }),
    );
    const [event] = (await logsOf({ filter: `uuid eq "${uuid}"` })).body;
    expect(event).toMatchObject({
      actor: { id: org.app.clientId, type: "PublicClientApp" },
      client: {
        id: org.app.clientId,
        ipAddress: "203.0.113.200",
        userAgent: { rawUserAgent: "okta-edge/1.0", os: "Unknown" },
      },
      debugContext: { debugData: { requestUri: "/api/v1/users/00u1" } },
      outcome: { result: "SUCCESS", reason: null },
      published: iso(START),
    });
  });
});

describe("the log is filtered", () => {
  it("as Moveworks asks: users that are locked out, and users that try to sign in while they are", async () => {
    const { status, body } = await logsOf({ filter: LOCKOUTS, limit: "1000", since: daysAgo(30) });
    expect(status).toBe(200);
    const wanted = events().filter(
      ({ eventType, outcome }) =>
        eventType === "user.account.lock" || (eventType === "user.session.start" && outcome.reason === "LOCKED_OUT"),
    );
    expect(body.map(({ uuid }: { uuid: string }) => uuid)).toEqual(wanted.map(({ uuid }) => uuid));
    expect(new Set(wanted.map(({ eventType }) => eventType)).size).toBe(2);
    expect(wanted.length).toBeLessThan(events().length / 4);
  });

  it("and who is locked out now is among the last hours' events", async () => {
    const since = iso(START - 5 * 3600);
    const { body } = await logsOf({ filter: LOCKOUTS, since });
    const locked = [...org.sandbox.store.users.values()].filter(({ status }) => status === "LOCKED_OUT");
    expect(locked.length).toBeGreaterThan(0);
    for (const { id } of locked) {
      const found = body.filter((event: { target: { id: string }[] }) => event.target.some((party) => party.id === id));
      expect(found, id).toHaveLength(1);
    }
  });

  it.each([
    ['outcome.result eq "FAILURE" and severity eq "WARN"', true],
    ['eventType sw "user.session" and not (outcome.result eq "SUCCESS")', true],
    ['client.userAgent.browser eq "FIREFOX"', true],
    ['actor.id ne "00u1" and client.geographicalContext.city eq "Berlin"', true],
    ['debugContext.debugData.requestUri eq "/idp/idx/identify"', true],
    ['eventType eq "user.Session.start"', false],
    ['target.type eq "Missing"', false],
  ])("%s", async (filter, isSome) => {
    const { status, body } = await logsOf({ filter });
    expect(status).toBe(200);
    expect(body.length > 0).toBe(isSome);
  });

  const expected = "Expected: eq,co,sw,pr,gt,ge,lt,le";
  it.each([
    [
      'display_message eqq "Create okta user"',
      `Invalid filter 'display_message eqq "Create okta user"': Unrecognized attribute operator 'eqq' at position 16. ${expected}`,
    ],
    ['some_invalid_field eq "x"', "field is not valid: some_invalid_field"],
    ['published gt "2026-01-01T00:00:00Z"', "field is not valid: published"],
    ['target.changeDetails.from.name eq "x"', "field is not valid: target.changeDetails.from.name"],
  ])("%s: refused", async (filter, summary) => {
    expectOktaError(await logsOf({ filter }), [400, "E0000053", summary]);
  });

  it("debug data is not searched for what it contains", async () => {
    const summary =
      "The supplied combination of operator and field is not currently supported. Operator: co, Field: debugContext.debugData.url";
    expectOktaError(await logsOf({ filter: 'debugContext.debugData.url co "/oauth/"' }), [400, "E0000031", summary]);
  });
});

describe("the log is searched by words", () => {
  it("all of which an event mentions, in any case", async () => {
    const all = (await logsOf({ limit: "1000" })).body;
    const berlin = (await logsOf({ q: "BERLIN user.session.start", limit: "1000" })).body;
    expect(berlin).toEqual(
      all.filter(
        ({ eventType, client }: { eventType: string; client: { geographicalContext?: { city: string } } }) =>
          eventType === "user.session.start" && client.geographicalContext?.city === "Berlin",
      ),
    );
    expect(berlin.length).toBeGreaterThan(0);
    expect((await logsOf({ q: "berl" })).body).toEqual([]);
  });

  it("parts between hyphens count", async () => {
    const [event] = events().slice(-1);
    expect(uuidsOf(await logsOf({ q: event?.uuid.split("-")[0] ?? "" }))).toContain(event?.uuid);
  });

  it("a word of more than 40 characters, or an eleventh: refused", async () => {
    const summary =
      "Api validation failed: 'q': Freeform search cannot contain items longer than 40 characters. Please shorten the items in your search or use an advanced filter to query by specific fields.";
    expectOktaError(await logsOf({ q: "x".repeat(41) }), [400, "E0000001", summary]);
    expect((await logsOf({ q: "x".repeat(40) })).status).toBe(200);
    expect((await logsOf({ q: "a b c d e f g h i j k" })).body.errorCode).toBe("E0000001");
  });
});

describe("polling", () => {
  it("reads every event once, however many come at a time, and goes on indefinitely", async () => {
    const other = await makeOrg({ rateLimits: false });
    const key = await getToken(other, { form: { scope: "okta.logs.read" } });
    const seen: string[] = [];
    const poll = async (path: string) => {
      const answer = await follow(path, other, key);
      expect(answer.status, answer.text).toBe(200);
      seen.push(...uuidsOf(answer));
      return linkOf(answer, "next") ?? "";
    };
    const { store } = other.sandbox;
    let next = `/api/v1/logs?since=${daysAgo(30)}&limit=100`;
    for (let page = 0; page < Math.ceil(store.events.length / 100); page++) next = await poll(next);
    expect(seen).toEqual(store.events.map(({ uuid }) => uuid));

    for (let round = 0; round < 3; round++) next = await poll(next);
    expect(seen).toHaveLength(store.events.length);
    other.clock.now += 30;
    const fresh = [happen(other, "user.lifecycle.suspend"), happen(other, "user.lifecycle.unsuspend")];
    next = await poll(next);
    expect(seen.slice(-2)).toEqual(fresh);
    next = await poll(next);
    expect(seen.slice(-2)).toEqual(fresh);
  });

  it("with a filter goes on behind what the filter left out", async () => {
    const first = await logsOf({ filter: 'eventType eq "user.account.lock"' });
    expect(first.body.length).toBeGreaterThan(0);
    happen(org, "user.lifecycle.suspend");
    const second = await follow(linkOf(first, "next") ?? "");
    expect(second.body).toEqual([]);
    const locked = happen(org, "user.account.lock");
    expect(uuidsOf(await follow(linkOf(second, "next") ?? ""))).toEqual([locked]);
    expect(uuidsOf(await follow(linkOf(first, "next") ?? ""))).toEqual([locked]);
  });

  it("links by opaque cursors, without where it began", async () => {
    const answer = await logsOf({ since: daysAgo(1), q: "okta", limit: "3", nonsense: "1" });
    const next = new URL(linkOf(answer, "next") ?? "", "https://x").searchParams;
    expect(Object.fromEntries(next)).toEqual({ q: "okta", limit: "3", after: expect.any(String) });
    const self = new URL(linkOf(answer, "self") ?? "", "https://x").searchParams;
    expect(Object.fromEntries(self)).toEqual({ since: daysAgo(1), q: "okta", limit: "3" });
  });

  it("a limit of nothing reads nothing and loses nothing", async () => {
    const since = daysAgo(2);
    const next = linkOf(await logsOf({ since, limit: "0" }), "next") ?? "";
    expect(uuidsOf(await follow(next))).toEqual([]);
    const all = await follow(next.replace("limit=0", "limit=1000"));
    expect(uuidsOf(all)).toEqual(uuidsOf(await logsOf({ since, limit: "1000" })));
  });

  it("of an org without events has a next page too", async () => {
    const empty = await makeOrg({ users: 0, rateLimits: false });
    const key = await getToken(empty, { form: { scope: "okta.logs.read" } });
    const first = await follow("/api/v1/logs?until=", empty, key);
    expect(first.body).toEqual([]);
    const happened = happen(empty, "user.lifecycle.create");
    expect(uuidsOf(await follow(linkOf(first, "next") ?? "", empty, key))).toEqual([happened]);
  });

  it("goes on though the org has forgotten the beginning", async () => {
    const other = await makeOrg({ rateLimits: false });
    const key = await getToken(other, { form: { scope: "okta.logs.read" } });
    const first = await follow("/api/v1/logs?limit=1000", other, key);
    other.sandbox.store.events.length = 0;
    const happened = happen(other, "user.lifecycle.create");
    expect(uuidsOf(await follow(linkOf(first, "next") ?? "", other, key))).toEqual([happened]);
  });
});

describe("a bounded query", () => {
  const bounds = { since: daysAgo(10), until: daysAgo(3) };
  const within = () => events().filter(({ published }) => published >= bounds.since && published <= bounds.until);

  it("by dates in UTC, with an offset, with fractions of a second, in small letters, or by day", async () => {
    const until = daysAgo(3);
    const all = uuidsOf(await logsOf({ since: daysAgo(10), until, limit: "1000" }));
    expect(all.length).toBeGreaterThan(0);
    const ahead = `${iso(START - 3 * 86_400 + 2 * 3600).slice(0, -1)}+02:00`;
    for (const date of [until.replace(".000Z", "Z"), until.replace(".000Z", ".000000Z"), until.toLowerCase(), ahead]) {
      expect(uuidsOf(await logsOf({ since: daysAgo(10), until: date, limit: "1000" })), date).toEqual(all);
    }
    const day = daysAgo(3).slice(0, 10);
    expect(uuidsOf(await logsOf({ since: day, limit: "1000" }))).toEqual(
      uuidsOf(await logsOf({ since: `${day}T00:00:00Z`, limit: "1000" })),
    );
  });

  it.each(["ASCENDING", "DESCENDING"])("%s: every event between, in order, to an end", async (sortOrder) => {
    const seen: string[] = [];
    let pages = 0;
    let next: string | undefined = `/api/v1/logs?${new URLSearchParams({ ...bounds, sortOrder, limit: "50" })}`;
    for (; next; pages++) {
      const answer = await follow(next);
      expect(answer.status, answer.text).toBe(200);
      seen.push(...uuidsOf(answer));
      next = linkOf(answer, "next");
    }
    const wanted = within().map(({ uuid }) => uuid);
    expect(seen).toEqual(sortOrder === "ASCENDING" ? wanted : wanted.reverse());
    expect(pages).toBe(Math.ceil(wanted.length / 50));
  });

  it("backwards and without an end: from now on, and what happens meanwhile does not come in", async () => {
    const first = await logsOf({ sortOrder: "DESCENDING", limit: "2" });
    expect(uuidsOf(first)).toEqual(
      events()
        .slice(-2)
        .map(({ uuid }) => uuid)
        .reverse(),
    );
    const rest = events()
      .slice(-4, -2)
      .map(({ uuid }) => uuid)
      .reverse();
    happen(org, "user.lifecycle.suspend");
    expect(uuidsOf(await follow(linkOf(first, "next") ?? ""))).toEqual(rest);
  });

  it("with an end only: the week before it", async () => {
    const { body } = await logsOf({ until: daysAgo(5), limit: "1000" });
    const wanted = events().filter(({ published }) => published >= daysAgo(12) && published <= daysAgo(5));
    expect(body.map(({ uuid }: { uuid: string }) => uuid)).toEqual(wanted.map(({ uuid }) => uuid));
  });

  it("what is older than 90 days is forgotten", async () => {
    const old = await makeOrg({ rateLimits: false });
    old.clock.now += 95 * 86_400;
    const key = await getToken(old, { form: { scope: "okta.logs.read" } });
    expect((await follow(`/api/v1/logs?since=${daysAgo(30)}`, old, key)).body).toEqual([]);
  });
});

describe("refused", () => {
  it.each(["since", "until"])("a %s that is not a date", async (name) => {
    const format = "The date format in your query is not recognized. Please enter dates using ISO8601 string format.";
    const valid = "must be a valid date-time or empty.";
    expectOktaError(
      await logsOf({ [name]: "yesterday" }),
      [400, "E0000001", `Api validation failed: '${name}': ${format}. '${name}': ${valid}`],
      `${name}: ${format}`,
      `${name}: ${valid}`,
    );
  });

  it.each(["since", "until"])("a %s in a format that is not RFC 3339's", async (name) => {
    for (const date of [
      "01-01-2027",
      "2027-01-15T08:00:187Z",
      "2027-01-15T08:00:00",
      "2027-01-15T08:00:00 01:00",
      "2027-02-30",
      "2027-13-01T00:00:00Z",
      "1800000000000",
      "Fri, 15 Jan 2027 08:00:00 GMT",
    ]) {
      const { status, body } = await logsOf({ [name]: date });
      expect([date, status, body.errorCode]).toEqual([date, 400, "E0000001"]);
    }
  });

  it("a beginning more than 180 days ago", async () => {
    const summary = "Invalid parameter: The since parameter is over 180 days prior to the current day.";
    expectOktaError(await logsOf({ since: daysAgo(181) }), [400, "E0000053", summary]);
    expect((await logsOf({ since: daysAgo(179) })).status).toBe(200);
  });

  it.each<[Query]>([
    [{ limit: "1001" }],
    [{ limit: "-1" }],
    [{ limit: "many" }],
    [{ sortOrder: "ascending" }],
    [{ after: "dc9fd3c0-598c-11ef-8478-2b7584bf8d5a" }],
    [{ after: "1627500044869_1" }],
  ])("%j", async (query) => {
    expect((await logsOf(query)).status).toBe(400);
  });

  it("a cursor with a beginning, or of a query of the other kind", async () => {
    const after = new URL(linkOf(await logsOf(), "next") ?? "", "https://x").searchParams.get("after") ?? "";
    expect((await logsOf({ after })).status).toBe(200);
    expect((await logsOf({ after, since: daysAgo(1) })).status).toBe(400);
    expect((await logsOf({ after, sortOrder: "DESCENDING" })).status).toBe(400);
  });

  it("without okta.logs.read, and without a role that may read it", async () => {
    const other = await getToken(org, { form: { scope: "okta.users.read" } });
    const { status, headers } = await call(org, other, "/api/v1/logs");
    expect([status, headers.get("www-authenticate")]).toEqual([403, expect.stringContaining("okta.logs.read")]);
    const desk = await makeOrg({ apps: [{ roles: ["HELP_DESK_ADMIN"] }] });
    const key = await getToken(desk, { form: { scope: "okta.logs.read" } });
    expect((await call(desk, key, "/api/v1/logs")).body.errorCode).toBe("E0000006");
    const report = await makeOrg({ apps: [{ roles: ["REPORT_ADMIN"] }] });
    const allowed = await getToken(report, { form: { scope: "okta.logs.read" } });
    expect((await call(report, allowed, "/api/v1/logs")).status).toBe(200);
  });
});
