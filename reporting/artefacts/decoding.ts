/** Shorter words hold no secret that anybody would look for. */
const SHORTEST_WORD = 16;
/** A word may be stuck to what stands before it, so that its groups of four begin up to three characters later. */
const PHASES = [0, 1, 2, 3];
const WORD = new RegExp(`[A-Za-z0-9+/_-]{${SHORTEST_WORD},}`, 'g');
/** Digests in hex and long words of a language are in one case; base64 of what was readable is not. */
const MIXED = /[a-z].*[A-Z]|[A-Z].*[a-z]/;
/** Words of this length are looked at in one phase: they are files, and stand by themselves. */
const FILE_LENGTH = 64 * 1024;
/** `PK` and the two bytes behind it. */
const ZIP = 'UEsDB';
/** Keeps two decoded words from making a third. */
const SEPARATOR = Buffer.from('\n');

const COLOUR = `${String.fromCharCode(0x1b)}\\[[\\d;]*m`;
const ESCAPE = new RegExp(
  String.raw`\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\(["'\\/])|%([0-9a-fA-F]{2})|&(?:#(\d{1,6})|#x([0-9a-fA-F]{1,5})|(amp|lt|gt|quot|apos));|${COLOUR}`,
  'g',
);
const MAY_HOLD_ESCAPES = ['\\', '%', '&', String.fromCharCode(0x1b)].map((character) =>
  Buffer.from(character),
);
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text with one layer of escapes taken off: of JSON, of addresses, of markup, and colour codes; itself where it has none. */
export function withoutEscapes(text: Buffer): Buffer {
  if (!MAY_HOLD_ESCAPES.some((character) => text.includes(character))) return text;
  const unescaped = text
    .toString('latin1')
    .replace(ESCAPE, (...groups: unknown[]) => meaningOf(groups.slice(1, 8)));
  // What an escape means is shorter than the escape.
  return unescaped.length === text.length ? text : Buffer.from(unescaped, 'latin1');
}

/** What stands in base64 in a text, decoded: every word, as one text, and those that begin like an archive each by itself. */
export function base64Words(text: Buffer): { words: Buffer; archives: Buffer[] } {
  const words: Buffer[] = [];
  const archives: Buffer[] = [];
  for (const [word] of text.toString('latin1').matchAll(WORD)) {
    if (!MIXED.test(word)) continue;
    const archive = word.indexOf(ZIP);
    if (archive >= 0) archives.push(Buffer.from(word.slice(archive), 'base64'));
    for (const phase of word.length > FILE_LENGTH ? [0] : PHASES)
      words.push(Buffer.from(word.slice(phase), 'base64'), SEPARATOR);
  }
  return { words: Buffer.concat(words), archives };
}

function meaningOf([unicode, hex, plain, percent, decimal, entityHex, entity]: unknown[]): string {
  if (typeof plain === 'string') return plain;
  if (typeof entity === 'string') return ENTITIES[entity] ?? '';
  if (typeof percent === 'string') return String.fromCharCode(Number.parseInt(percent, 16));
  const code = [unicode, hex, entityHex].find((each) => typeof each === 'string');
  if (code !== undefined) return bytesOf(Number.parseInt(code, 16));
  return typeof decimal === 'string' ? bytesOf(Number(decimal)) : '';
}

/** The UTF-8 of a character, as the text around it is read: byte by byte. */
function bytesOf(code: number): string {
  if (code < 0x80) return String.fromCharCode(code);
  return Buffer.from(String.fromCodePoint(Math.min(code, 0x10ffff))).toString('latin1');
}
