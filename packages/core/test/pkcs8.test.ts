import { describe, expect, it } from "vitest";
import { toPkcs8 } from "../src/pkcs8.ts";
import { CURVES, derOf, makeEcKey, makeRsaKey, toTraditional } from "./support/openssl.ts";

/** The elements of DER, one behind the other: each a tag and its content, under a length of the fewest bytes (X.690, 10.1). */
function elementsOf(der: Buffer): { readonly tag: number; readonly content: Buffer }[] {
  if (der.length === 0) return [];
  const [tag = 0, first = 0] = der;
  const extra = first < 0x80 ? 0 : first - 0x80;
  const length = extra === 0 ? first : der.readUIntBE(2, extra);
  const fewest = length < 0x80 ? 0 : Math.ceil(length.toString(16).length / 2);
  expect(extra).toBe(fewest);
  const end = 2 + extra + length;
  expect(der.length).toBeGreaterThanOrEqual(end);
  return [{ tag, content: der.subarray(2 + extra, end) }, ...elementsOf(der.subarray(end))];
}

/** The beginning of an RSAPrivateKey, and zeros: what follows is not looked at. */
function rsaPrivateKey(length: number): Buffer<ArrayBuffer> {
  const der = Buffer.alloc(length);
  Buffer.from("300402010002", "hex").copy(der);
  return der;
}

describe("toPkcs8", () => {
  it.each([6, 30, 0x7f, 0x80, 0x81, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xff, 0x100, 0x101, 0xfff, 0x1000, 0xff00])(
    "wraps %i bytes of PKCS#1 under the right lengths",
    (length) => {
      const key = rsaPrivateKey(length);
      const { bytes, crv } = toPkcs8(key);
      expect(crv).toBeUndefined();
      const [outer, ...nothing] = elementsOf(Buffer.from(bytes));
      expect(nothing).toEqual([]);
      expect(outer?.tag).toBe(0x30);
      expect(elementsOf(outer?.content ?? Buffer.alloc(0))).toEqual([
        { tag: 0x02, content: Buffer.from([0]) },
        { tag: 0x30, content: Buffer.from("06092a864886f70d0101010500", "hex") },
        { tag: 0x04, content: key },
      ]);
    },
  );

  it.each(Array.from({ length: 9 }, (_, i) => 0x80 - 25 + i))(
    "wraps %i bytes, where the outer length grows",
    (length) => {
      const [outer] = elementsOf(Buffer.from(toPkcs8(rsaPrivateKey(length)).bytes));
      expect(elementsOf(outer?.content ?? Buffer.alloc(0))).toHaveLength(3);
    },
  );

  it("makes of PKCS#1 what openssl makes of it", async () => {
    const pem = await makeRsaKey();
    const { bytes } = toPkcs8(derOf(await toTraditional(pem)));
    expect(Buffer.from(bytes)).toEqual(derOf(pem));
  });

  it.each(Object.entries(CURVES))("wraps SEC1 on %s, and names its curve", async (crv, name) => {
    const sec1 = derOf(await toTraditional(await makeEcKey(name)));
    const wrapped = toPkcs8(sec1);
    expect(wrapped.crv).toBe(crv);
    const [outer] = elementsOf(Buffer.from(wrapped.bytes));
    const [version, algorithm, key, ...nothing] = elementsOf(outer?.content ?? Buffer.alloc(0));
    expect(version).toEqual({ tag: 0x02, content: Buffer.from([0]) });
    const [ecPublicKey, curve] = elementsOf(algorithm?.content ?? Buffer.alloc(0));
    expect(ecPublicKey?.content.toString("hex")).toBe("2a8648ce3d0201");
    expect(sec1.includes(curve?.content ?? "no curve")).toBe(true);
    expect(key).toEqual({ tag: 0x04, content: sec1 });
    expect(nothing).toEqual([]);
  });

  it("leaves PKCS#8 as it is, of the second version too (RFC 5958)", async () => {
    for (const [pem, crv] of [
      [await makeRsaKey(), undefined],
      [await makeEcKey("P-256"), "P-256"],
      [await makeEcKey("P-521"), "P-521"],
    ] as const) {
      const der = derOf(pem);
      const second = Buffer.from(der.toString("hex").replace("020100", "020101"), "hex");
      for (const bytes of [der, second]) expect(toPkcs8(bytes)).toEqual({ bytes, crv });
    }
  });
});
