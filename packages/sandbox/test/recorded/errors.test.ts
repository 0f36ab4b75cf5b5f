import { beforeEach, expect, it } from "vitest";
import { OPERATIONS } from "../../src/http/operations.ts";
import { call, getToken } from "../support/client.ts";
import { makeOrg } from "../support/org.ts";
import { PROVOCATIONS, type Scene, UNKNOWN } from "./provocations.ts";
import { RECORDED_ERRORS, type RecordedError, reasonNotProvoked } from "./recorded-errors.ts";

const SCOPES = [...new Set(OPERATIONS.map(({ scope }) => scope))].join(" ");
const nameOf = ({ operation, status, code }: RecordedError) => `${operation} ${status} ${code}`;
const provoked = RECORDED_ERRORS.filter((recorded) => reasonNotProvoked(recorded) === undefined);

let scene: Scene;

beforeEach(async () => {
  const org = await makeOrg();
  const token = await getToken(org, { form: { scope: SCOPES } });
  const send: Scene["send"] = (method, path, sent) => call(org, token, path, method, sent);
  scene = {
    org,
    send,
    first: async (path) => (await send("GET", path)).body[0],
    make: async (path, body) => (await send("POST", path, { body })).body.id,
  };
});

it.each(provoked.map((recorded) => [nameOf(recorded), recorded] as const))(
  "%s, as real orgs return it",
  async (name, recorded) => {
    const { method, path, status, code, kind } = recorded;
    const body = method === "GET" || method === "DELETE" ? {} : { body: {} };
    const [target, sent] = (await PROVOCATIONS[name]?.(scene)) ?? [path.replaceAll(/\{\w+\}/g, UNKNOWN), body];
    const answer = await scene.send(method, target, sent);
    expect([answer.status, answer.body?.errorCode], answer.text).toEqual([status, code]);
    const [, found = ""] = /^Not found: Resource not found: \S+ \((\w+)\)$/.exec(answer.body.errorSummary) ?? [];
    expect(found).toBe(kind);
  },
);

it("provokes nothing that is not recorded", () => {
  const names = RECORDED_ERRORS.map(nameOf);
  expect(Object.keys(PROVOCATIONS).filter((name) => !names.includes(name))).toEqual([]);
});
