import { embed } from "../../api/expand.ts";
import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { readBody, readFlag } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Fields, readFields, text } from "../../collections/fields.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { showUser } from "../../directory/user.ts";
import { valuesAt } from "../../lists/filter-match.ts";
import { answerList } from "../../lists/list.ts";
import { ORDERED, type SearchRules } from "../../lists/search-rules.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

const PATH = "/api/v1/org/factors/yubikey_token/tokens";
const ACCESS: Access = { scope: "okta.users", resource: "users", bucket: "users" };
const READ = gate(ACCESS, "read");

/** What tokens are filtered and sorted by, which is also what a download has. */
const COLUMNS = ["profile.email", "profile.serial", "activated", "user.id", "created", "status", "lastVerified"];

const FILTER: SearchRules = {
  attributes: Object.fromEntries(COLUMNS.map((name) => [name, [...ORDERED, "sw", "pr"]])),
  allowsNot: false,
};

/** A seed as it leaves the personalization tool: what is secret of it is kept and never shown. */
const SEED: Fields = {
  serialNumber: { ...text, pattern: /^\d{1,12}$/ },
  publicId: { ...text, pattern: /^[cbdefghijklnrtuv]{12}$/ },
  privateId: { ...text, pattern: /^[0-9a-f]{12}$/i },
  aesKey: { ...text, pattern: /^[0-9a-f]{32}$/i },
};

const tokensOf = ({ org }: Pick<Call, "org">) => resourceMap(org, "yubikeyTokens");

/** What a token is filtered by beside its members: who has it. */
const COMPUTED = { "user.id": ({ _userId }: Resource) => _userId };

/** The value of a token in a column. */
const valueIn = (token: Resource, column: string) =>
  column === "user.id" ? token._userId : valuesAt(token, column)[0];

function show(token: Resource, { org, url }: Pick<Call, "org" | "url">): Record<string, unknown> {
  const { orgUrl, store } = org;
  const { _userId, _seed, ...shown } = token;
  const user = store.users.get(String(_userId));
  const self = { href: `${orgUrl}${PATH}/${token.id}`, hints: { allow: user ? ["GET"] : ["GET", "DELETE"] } };
  return {
    ...shown,
    ...(user && embed(url, { user: () => showUser(user, org, true) })),
    _links: {
      self,
      ...(user && { user: { href: `${orgUrl}/api/v1/users/${user.id}`, hints: { allow: ["GET"] } } }),
    },
  };
}

/** The tokens in the order that is asked for. */
function sorted(call: Call): readonly Resource[] {
  const tokens = [...tokensOf(call).values()];
  const sortBy = call.url.searchParams.get("sortBy");
  if (sortBy === null) return tokens;
  if (!COLUMNS.includes(sortBy)) throw validation("sortBy", `sortBy: '${sortBy}' is not one of ${COLUMNS.join(", ")}`);
  const direction = call.url.searchParams.get("sortOrder")?.toUpperCase() === "DESC" ? -1 : 1;
  const key = (token: Resource) => String(valueIn(token, sortBy) ?? "");
  return tokens.sort((one, other) => direction * key(one).localeCompare(key(other), "en"));
}

/** The tokens as a file for a spreadsheet. */
function download(tokens: readonly Resource[]): Response {
  const cell = (value: unknown) => `"${String(value ?? "").replaceAll('"', '""')}"`;
  const rows = tokens.map((token) => COLUMNS.map((name) => cell(valueIn(token, name))).join(","));
  return new Response(`${[COLUMNS.join(","), ...rows].join("\n")}\n`, { headers: { "content-type": "text/csv" } });
}

function listTokens(call: Call): Response {
  const { url } = call;
  const tokens = sorted(call);
  if (readFlag(url, "forDownload", false)) return download(tokens);
  return answerList(call, {
    entities: new Map(tokens.map((token) => [token.id, token])),
    show: (token) => show(token, call),
    computed: COMPUTED,
    filter: FILTER,
    cursorPrefix: "ykk",
    defaultLimit: 20,
    maxLimit: 200,
    parameters: ["expand", "sortBy", "sortOrder"],
  });
}

async function uploadSeed(call: Call): Promise<Response> {
  const { org } = call;
  const { serialNumber, ...seed } = readFields(await readBody(call), SEED);
  const serial = String(serialNumber).padStart(12, "0");
  const isKnown = [...tokensOf(call).values()].some((token) => valuesAt(token, "profile.serial")[0] === serial);
  if (isKnown) throw validation("serialNumber", "serialNumber: An object with this field already exists");
  const now = isoDate(org.now());
  const token: Resource = {
    id: oktaId("ykk", org.random),
    created: now,
    lastVerified: now,
    lastUpdated: now,
    status: "UNASSIGNED",
    profile: { serial },
    _seed: seed,
  };
  tokensOf(call).set(token.id, token);
  return Response.json(show(token, call));
}

const operations: readonly Operation[] = [
  { ...READ, method: "GET", path: PATH, handle: listTokens },
  { ...gate(ACCESS, "manage"), method: "POST", path: PATH, handle: uploadSeed },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/{tokenId}`,
    handle(call) {
      const { tokenId = "" } = call.params;
      const token = tokensOf(call).get(tokenId);
      if (!token) throw notFound(tokenId, "YubikeyToken");
      return Response.json(show(token, call));
    },
  },
];

/** The YubiKeys that an admin has uploaded. A token belongs to the user that enrolls it. */
export const yubikeyTokens: ResourceDeclaration = {
  operations,
  seed({ store, random, created }) {
    const [admin] = store.users.values();
    if (!admin) return;
    const id = oktaId("ykk", random);
    resourceMap({ store }, "yubikeyTokens").set(id, {
      id,
      created,
      activated: created,
      lastVerified: created,
      lastUpdated: created,
      status: "ACTIVE",
      profile: { serial: "000009508427", email: admin.profile.email },
      _userId: admin.id,
    });
  },
};
