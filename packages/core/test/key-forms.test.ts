import { expect, it, vi } from "vitest";
import { importPrivateKey } from "../src/index.ts";
import { makeRsaKey, privateJwkOf, toTraditional } from "./support/openssl.ts";

const loaded = vi.hoisted(() => ({ times: 0 }));
vi.mock("../src/key-forms.ts", async (importOriginal) => {
  loaded.times++;
  return importOriginal();
});

const pem = await makeRsaKey();

it("a key as Okta's console writes it is read without what other forms need", async () => {
  const { thumbprint } = await importPrivateKey(pem);
  for (const same of [pem.replaceAll("\n", "\r\n"), `\n ${pem}\n\n`, privateJwkOf(pem)]) {
    expect((await importPrivateKey(same)).thumbprint).toBe(thumbprint);
  }
  expect(loaded.times).toBe(0);

  expect((await importPrivateKey(await toTraditional(pem))).thumbprint).toBe(thumbprint);
  expect(loaded.times).toBe(1);
});
