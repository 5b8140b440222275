const ESCAPE = 0x1b;
/** The escape character as JSON writes it. */
const WRITTEN_ESCAPE = Buffer.from('\\u001b[');
/** Colour codes as they are, and as JSON writes them. */
const COLOUR = new RegExp(`(?:${String.fromCharCode(ESCAPE)}|\\\\u001b)\\[[\\d;]*m`, 'g');

/** A text without its colour codes, and where the bytes of it stand in the original. */
export interface Colourless {
  text: Buffer;
  placeOf(index: number): number;
}

/**
 * What a text says when its colour codes are left out: the difference of two strings is shown by codes in the middle of them.
 * `null` where there are none.
 */
export function withoutColours(text: Buffer): Colourless | null {
  if (!text.includes(ESCAPE) && !text.includes(WRITTEN_ESCAPE)) return null;
  const parts: Buffer[] = [];
  /** Where each part begins: in the text without codes, and in the original. */
  const begins: { plain: number; original: number }[] = [];
  let plain = 0;
  let at = 0;
  const keep = (until: number): void => {
    if (until === at) return;
    begins.push({ plain, original: at });
    parts.push(text.subarray(at, until));
    plain += until - at;
  };
  for (const { index, 0: code } of text.toString('latin1').matchAll(COLOUR)) {
    keep(index);
    at = index + code.length;
  }
  keep(text.length);
  return { text: Buffer.concat(parts), placeOf: (index) => placeIn(begins, index) };
}

function placeIn(begins: readonly { plain: number; original: number }[], index: number): number {
  let low = 0;
  let high = begins.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((begins[middle]?.plain ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const { plain, original } = begins[low] ?? { plain: 0, original: 0 };
  return original + index - plain;
}
