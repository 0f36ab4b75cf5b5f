import { describe, expect, it } from "vitest";
import { isSpecPresent, readSpec } from "../../../actions/test/support/okta-spec.ts";
import { OPERATIONS } from "../../src/http/operations.ts";
import { lackingMembers, RECORDED_MEMBERS } from "../recorded/recorded-members.ts";
import { fillList, request, startWalk } from "./walk.ts";

/** Members that depend on what was asked, or on the org that was recorded, by operation. */
const EXCEPTIONS: readonly (readonly [operation: RegExp, member: RegExp, reason: string])[] = [
  [
    /^replaceDeviceAssurancePolicy$/,
    /^(diskEncryptionType|secureHardwarePresent)/,
    "Conditions that the request did not name.",
  ],
  [/^replacesOrgCaptchaSettings$/, /^_links\.captcha$/, "The request named no CAPTCHA."],
  [/^getOktaCommunicationSettings$/, /^_links\.optIn$/, "The recorded org had opted out."],
  [/^(listUsers|createUser)$/, /^credentials\.password$/, "Users without a password."],
  [/^replaceUser$/, /^_links\.activate$/, "The recorded user was staged."],
  [/^getFactor$/, /^_links\.(activate|resend)$/, "The recorded factor was not active yet."],
  [/^listAssignedApplicationsForGroup$/, /^credentials\./, "The recorded apps keep passwords."],
  [/^replaceApplication$/, /^universalLogout\.status$/, "null in the recordings of every other operation on apps."],
  [/^listNetworkZones$/, /^(gateways|proxies)$/, "The recorded org had no dynamic zone."],
];

describe.runIf(isSpecPresent)("a response has the members that every recorded response has", () => {
  const spec = isSpecPresent ? readSpec() : undefined;
  const recorded = new Map(RECORDED_MEMBERS.map((one) => [one.operation, one]));
  const cases = OPERATIONS.flatMap((operation) => {
    const id = spec?.find(operation.method, operation.path)?.operationId;
    const known = id === undefined ? undefined : recorded.get(id);
    return known ? [[known.operation, operation, known.members] as const] : [];
  });
  const used = new Set<string>();

  it.each(cases)("%s", async (name, operation, members) => {
    if (!spec) throw new Error("There is no description.");
    const walk = await startWalk(spec);
    await fillList(walk, operation);
    const { body, text } = await request(walk, spec, operation);
    const shown: readonly unknown[] = Array.isArray(body) ? body : [body];
    expect(shown.length, text).toBeGreaterThan(0);
    const lacking = shown.flatMap((one) => lackingMembers(one, members));
    const left = lacking.filter((member) => {
      const known = EXCEPTIONS.find(([operations, faulty]) => operations.test(name) && faulty.test(member));
      if (known) used.add(known[2]);
      return !known;
    });
    expect([...new Set(left)], text).toEqual([]);
  });

  it("is compared for every recorded operation, and has no exception that is not needed", () => {
    expect(cases).toHaveLength(RECORDED_MEMBERS.length);
    expect(EXCEPTIONS.map(([, , reason]) => reason).filter((reason) => !used.has(reason))).toEqual([]);
  });
});
