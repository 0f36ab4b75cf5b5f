import { describe, expect, it } from "vitest";
import {
  comparisonsOf,
  type FilterExpression,
  FilterSyntaxError,
  parseFilter,
} from "../../src/lists/filter-expression.ts";
import { matchesFilter } from "../../src/lists/filter-match.ts";
import { seededRandom } from "../../src/org/random.ts";

const RESOURCE = {
  id: "00u1",
  status: "ACTIVE",
  lastUpdated: "2026-03-01T12:00:00.000Z",
  activated: null,
  age: 42,
  admin: false,
  type: { id: "oty1" },
  profile: { login: "ada@example.com", title: "", nickName: 'The "Countess"', tags: ["red", "green"], empty: [] },
  target: [
    { id: "00u2", type: "User" },
    { id: "00g3", type: "UserGroup", detailEntry: null },
  ],
};

const passes = (filter: string, ignoreCase = false) => matchesFilter(parseFilter(filter), RESOURCE, { ignoreCase });

/** A filter with every group in parentheses, so that precedence shows. */
function written(expression: FilterExpression): string {
  if (expression.kind === "not") return `not(${written(expression.operand)})`;
  if (expression.kind !== "comparison") return `(${expression.operands.map(written).join(` ${expression.kind} `)})`;
  const { attribute, operator, value } = expression;
  return value === undefined ? `${attribute} ${operator}` : `${attribute} ${operator} ${JSON.stringify(value)}`;
}

function refusal(text: string): FilterSyntaxError {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) return error;
    throw error;
  }
  throw new Error(`${text} was parsed.`);
}

describe("a filter is parsed", () => {
  it.each([
    ['a eq "1" or b eq "2" and c eq "3"', '(a eq "1" or (b eq "2" and c eq "3"))'],
    ['a eq "1" and b eq "2" or c eq "3"', '((a eq "1" and b eq "2") or c eq "3")'],
    ['(a eq "1" or b eq "2") and c eq "3"', '((a eq "1" or b eq "2") and c eq "3")'],
    ["a pr or b pr or c pr", "(a pr or b pr or c pr)"],
    ["not (a pr) and b pr", "(not(a pr) and b pr)"],
    ["NOT(a pr or b pr)", "not((a pr or b pr))"],
    ["((a pr))", "a pr"],
    ["(a pr)and(b pr)", "(a pr and b pr)"],
    ['  a.b-c.d_e   EQ\t"x"  AND b Pr ', '(a.b-c.d_e eq "x" and b pr)'],
    ["a eq 5 and b lt -1.5e3 and c eq true and d ne false", "(a eq 5 and b lt -1500 and c eq true and d ne false)"],
    ['not eq "x" and and eq "y"', '(not eq "x" and and eq "y")'],
  ])("%s: %s", (text, expected) => {
    expect(written(parseFilter(text))).toBe(expected);
  });

  it.each([
    ['a eq "say \\"hi\\""', 'say "hi"'],
    ['a eq "back\\\\slash"', "back\\slash"],
    ['a eq "\\u0041\\n"', "A\n"],
    ['a eq "and (or) not"', "and (or) not"],
    ['a eq ""', ""],
    ['a eq "é💶"', "é💶"],
  ])("%s: its value is %j", (text, value) => {
    expect(comparisonsOf(parseFilter(text)).map((comparison) => comparison.value)).toEqual([value]);
  });

  it("and its comparisons are found in order, wherever they stand", () => {
    const names = comparisonsOf(parseFilter("a pr and (b pr or not (c pr)) or d pr")).map(({ attribute }) => attribute);
    expect(names).toEqual(["a", "b", "c", "d"]);
  });
});

describe("text that is not a filter is refused, with its position", () => {
  it("an unknown operator in Okta's words", () => {
    const { message, position } = refusal('display_message eqq "Create okta user"');
    expect(message).toBe("Unrecognized attribute operator 'eqq' at position 16. Expected: eq,co,sw,pr,gt,ge,lt,le");
    expect(position).toBe(16);
  });

  it.each([
    ["", 0],
    ["   ", 3],
    ["a", 1],
    ["a eq", 4],
    ["a eq ACTIVE", 5],
    ["a eq null", 5],
    ["a eq 'x'", 5],
    ["a eq 0x10", 5],
    ["a eq +1", 5],
    ['a eq "x', 5],
    ['a eq "x\\"', 5],
    ['a eq "x\\', 5],
    ['a eq "\\q"', 5],
    ['a eq "line\nbreak"', 5],
    ["a eq (", 5],
    ['a "eq" "x"', 2],
    ['"a" eq "x"', 0],
    ["a pr b", 5],
    ["a pr and", 8],
    ["a pr and or b pr", 12],
    ["and a pr", 4],
    ["(a pr", 5],
    ["(a pr b pr)", 6],
    ["a pr)", 4],
    ["()", 1],
    ["not a pr", 4],
    ["not ()", 5],
    ['a[type eq "x"]', 0],
    [".a pr", 0],
    ["a. pr", 0],
    ["a..b pr", 0],
    ["1a pr", 0],
    ['a eq "x" "y"', 9],
  ])("%j at %i", (text, position) => {
    expect(refusal(text).position).toBe(position);
  });

  it("too deep: 50 parentheses pass, 51 and any number more do not", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}a pr${")".repeat(depth)}`;
    expect(written(parseFilter(nested(50)))).toBe("a pr");
    for (const depth of [51, 100_000]) expect(refusal(nested(depth)).position).toBe(50);
    expect(refusal("not(".repeat(100_000)).message).toContain("Too many nested parentheses");
  });

  it("whatever it is: parsed or refused, never anything else", () => {
    const pieces = [
      ...'( ) " \\ and or not ( ) and or eq pr co a.b status 5 -1 true é 💶 [ ] . \n \u0000 __proto__ constructor'.split(
        " ",
      ),
      ...["a pr", 'status eq "ACTIVE"', "not (a pr)", "age gt 5", '"x"'],
    ];
    const random = seededRandom(20_260_301);
    const outcomes = { parsed: 0, refused: 0 };
    for (let round = 0; round < 20_000; round++) {
      const length = Math.floor(random() * 12);
      const glue = random() < 0.7 ? " " : "";
      const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join(glue);
      try {
        expect(typeof matchesFilter(parseFilter(text), RESOURCE), text).toBe("boolean");
        outcomes.parsed++;
      } catch (error) {
        if (!(error instanceof FilterSyntaxError)) throw new Error(`${JSON.stringify(text)}: ${error}`);
        expect(error.position).toBeLessThanOrEqual(text.length);
        outcomes.refused++;
      }
    }
    expect(outcomes.parsed).toBeGreaterThan(200);
    expect(outcomes.refused).toBeGreaterThan(10_000);
  });

  it("what parses, written out again, parses to the same", () => {
    for (const text of ['a eq "\\"\\\\" or not(b gt 1 and c pr)', 'not(not(a ne true)) and (b sw "x" or c ew "y")']) {
      const parsed = parseFilter(text);
      expect(parseFilter(written(parsed))).toEqual(parsed);
    }
  });

  it.each([
    ["a long string", `a eq "${"x".repeat(1_000_000)}`],
    ["a long word", "a".repeat(1_000_000)],
    ["a long path", `${"a.".repeat(500_000)} pr`],
    ["many terms", `${"a pr or ".repeat(100_000)}`],
    ["many quotes", '"'.repeat(1_000_001)],
    ["much space", " ".repeat(1_000_000)],
  ])("%s: refused within a second of CPU time", (_, text) => {
    const begun = process.threadCpuUsage();
    expect(refusal(text)).toBeInstanceOf(FilterSyntaxError);
    const { user, system } = process.threadCpuUsage(begun);
    expect(user + system).toBeLessThan(1_000_000);
  });
});

describe("a resource", () => {
  it.each([
    ['status eq "ACTIVE"', true],
    ['status eq "active"', false],
    ['status ne "STAGED"', true],
    ['status ne "ACTIVE"', false],
    ['status lt "STAGED" or status gt "STAGED"', true],
    ['Status eq "ACTIVE"', false],
    ['profile.login sw "ada"', true],
    ['profile.login sw "Ada"', false],
    ['profile.login ew "example.com"', true],
    ['profile.login co "@"', true],
    ['profile.login co "#"', false],
    ['profile.nickName eq "The \\"Countess\\""', true],
    ["age eq 42", true],
    ['age eq "42"', false],
    ["age gt 41 and age ge 42 and age le 42 and age lt 43", true],
    ["age gt 42 or age lt 42", false],
    ['age co "4"', false],
    ["admin eq false", true],
    ["admin ne true", true],
    ["admin eq true", false],
    ["admin gt false", false],
    ['lastUpdated eq "2026-03-01T12:00:00Z"', true],
    ['lastUpdated eq "2026-03-01T13:00:00+01:00"', true],
    ['lastUpdated gt "2026-03-01T12:30:00+01:00"', true],
    ['lastUpdated gt "2026-03-01"', true],
    ['lastUpdated lt "2026-03-01T12:00:00.000Z"', false],
    ['lastUpdated le "2026-03-01T12:00:00.000"', true],
    ["activated pr", false],
    ['activated eq "x"', false],
    ['activated ne "x"', true],
    ["profile.title pr", false],
    ["profile.empty pr", false],
    ["profile.tags pr", true],
    ["profile pr", true],
    ["nothing.at.all pr", false],
    ["not (nothing pr)", true],
    ["constructor pr", false],
    ["id.length pr", false],
    ['target.id eq "00g3"', true],
    ['target.id eq "00u2" and target.id eq "00g3"', true],
    ['target.id ne "00g3"', false],
    ['target.type sw "UserG"', true],
    ["target.detailEntry pr", false],
    ['profile.tags eq "green"', true],
    ['profile.tags eq "blue"', false],
    ['type.id eq "oty1"', true],
  ])("%s: %s", (filter, expected) => {
    expect(passes(filter)).toBe(expected);
  });

  it.each([
    ['status eq "active"', true],
    ['profile.login co "ADA@"', true],
    ['target.type ew "GROUP"', true],
    ['profile.login gt "ADA"', true],
    ['STATUS eq "ACTIVE"', false],
    ['lastUpdated gt "2026-03-01t12:30:00+01:00"', true],
    ['profile.tags ne "RED"', false],
  ])("in any case: %s: %s", (filter, expected) => {
    expect(passes(filter, true)).toBe(expected);
  });
});
