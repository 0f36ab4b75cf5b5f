/** Pixels of an edge. */
const SIZE = 32;
const ACCENT = [0x1f, 0x4f, 0xd8] as const;

/** The mark as an SVG: a ring in a square, the key at the edge. */
export const FAVICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4fd8"/><circle cx="13" cy="16" r="5.5" fill="none" stroke="#fff" stroke-width="3"/><path d="M18.5 16H29M25 16v4.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>
`;

/** Draws the same mark as an icon file, for browsers that ask for /favicon.ico. */
export function faviconIco(): Uint8Array {
  const header = 22;
  const bitmapHeader = 40;
  const mask = (SIZE * SIZE) / 8;
  const bytes = new Uint8Array(header + bitmapHeader + SIZE * SIZE * 4 + mask);
  const view = new DataView(bytes.buffer);
  view.setUint16(2, 1, true);
  view.setUint16(4, 1, true);
  bytes.set([SIZE, SIZE, 0, 0], 6);
  view.setUint16(10, 1, true);
  view.setUint16(12, 32, true);
  view.setUint32(14, bytes.length - header, true);
  view.setUint32(18, header, true);
  view.setUint32(header, bitmapHeader, true);
  view.setInt32(header + 4, SIZE, true);
  // The heights of the image and of its mask together.
  view.setInt32(header + 8, SIZE * 2, true);
  view.setUint16(header + 12, 1, true);
  view.setUint16(header + 14, 32, true);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      // Rows are stored from the bottom.
      const offset = header + bitmapHeader + ((SIZE - 1 - y) * SIZE + x) * 4;
      const [red, green, blue] = isMark(x + 0.5, y + 0.5) ? [0xff, 0xff, 0xff] : ACCENT;
      bytes.set([blue, green, red, isInside(x + 0.5, y + 0.5) ? 0xff : 0], offset);
    }
  }
  return bytes;
}

function isInside(x: number, y: number): boolean {
  const radius = 7;
  const [dx, dy] = [x, y].map((value) => Math.max(radius - value, value - (SIZE - radius), 0)) as [number, number];
  return Math.hypot(dx, dy) <= radius;
}

function isMark(x: number, y: number): boolean {
  const isRing = Math.abs(Math.hypot(x - 13, y - 16) - 5.5) <= 1.5;
  const isStem = Math.abs(y - 16) <= 1.5 && x >= 18.5 && x <= 30;
  const isTooth = Math.abs(x - 25) <= 1.5 && y >= 16 && y <= 21.5;
  return isRing || isStem || isTooth;
}
