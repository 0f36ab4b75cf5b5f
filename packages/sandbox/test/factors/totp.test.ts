import { expect, it } from "vitest";
import { makeTotp, totpStep } from "../../src/factors/totp.ts";

/** RFC 6238, appendix B, for SHA-1; its codes have eight digits, of which ours are the last six. */
it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("at %d: %s", async (time, code) => {
  expect(await makeTotp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", totpStep(time))).toBe(code);
});
