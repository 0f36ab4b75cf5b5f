import { beforeEach, expect, it } from "vitest";
import { makeOrg } from "../support/org.ts";
import { type Send, sender } from "../support/sender.ts";

const PATH = "/api/v1/org/factors/yubikey_token/tokens";
const SEED = {
  serialNumber: "7886622",
  publicId: "ccccccijgibu",
  privateId: "b74be6169486",
  aesKey: "1fcc6d8ce39bf1604e0b17f3e0a11067",
};

let send: Send;

beforeEach(async () => {
  send = await sender(await makeOrg({ rateLimits: false }), "users");
});

it("uploads a seed once, and shows nothing secret of it", async () => {
  const { status, body, text } = await send("POST", PATH, SEED);
  expect([status, body]).toMatchObject([200, { status: "UNASSIGNED", profile: { serial: "000007886622" } }]);
  expect(text).not.toContain(SEED.aesKey);
  expect((await send("GET", `${PATH}/${body.id}`)).text).not.toContain(SEED.privateId);
  expect((await send("POST", PATH, SEED)).body.errorCode).toBe("E0000001");
  expect((await send("GET", `${PATH}/ykknone`)).body.errorCode).toBe("E0000007");
});

it.each(["serialNumber", "publicId", "privateId", "aesKey"])("rejects a seed with an invalid `%s`", async (name) => {
  const { body } = await send("POST", PATH, { ...SEED, [name]: "x!" });
  expect(body.errorSummary).toBe(`Api validation failed: ${name}`);
});

it("filters, sorts and pages the list", async () => {
  for (const serialNumber of ["2", "1", "3"]) await send("POST", PATH, { ...SEED, serialNumber });
  const serials = async (query: string) =>
    (await send("GET", `${PATH}?${query}`)).body.map(({ profile }: { profile: { serial: string } }) =>
      Number(profile.serial),
    );
  const unassigned = `filter=${encodeURIComponent('status eq "UNASSIGNED"')}`;
  expect(await serials(`${unassigned}&sortBy=profile.serial`)).toEqual([1, 2, 3]);
  expect(await serials(`${unassigned}&sortBy=profile.serial&sortOrder=DESC&limit=2`)).toEqual([3, 2]);
  expect((await send("GET", `${PATH}?sortBy=color`)).body.errorCode).toBe("E0000001");
  expect((await send("GET", `${PATH}?filter=${encodeURIComponent('color eq "red"')}`)).body.errorCode).toBe("E0000031");
});

it("embeds the user whose token it is, and finds it by them", async () => {
  const [plain] = (await send("GET", PATH)).body;
  expect(plain._embedded).toBeUndefined();
  const id = plain._links.user.href.split("/").at(-1);
  const filter = encodeURIComponent(`user.id eq "${id}"`);
  const { body } = await send("GET", `${PATH}?expand=user&filter=${filter}`);
  expect(body).toMatchObject([{ id: plain.id, _embedded: { user: { id } } }]);
});

it("downloads the tokens as CSV", async () => {
  const { headers, text } = await send("GET", `${PATH}?forDownload=true`);
  expect(headers.get("content-type")).toContain("text/csv");
  const [header, row] = text.trim().split("\n");
  expect(header).toBe("profile.email,profile.serial,activated,user.id,created,status,lastVerified");
  expect(row).toContain('"000009508427"');
});
