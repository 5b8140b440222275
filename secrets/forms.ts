/** How the bytes of a secret can look in an artefact. */
export interface Form {
  text: string;
  /** Whether it is what base64 leaves unchanged of it, whatever stands before and behind. */
  isBase64: boolean;
}

type Encoder = (text: string) => string;

const NAMED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const ENCODERS: readonly Encoder[] = [
  encodeURIComponent,
  encodeURI,
  (text) => new URLSearchParams({ '': text }).toString().slice(1),
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  // As JSON stands in scripts, and where only ASCII may be written.
  (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(/[<>&'\u007f-\uffff]/g, escapedUnit),
  (text) => text.replaceAll(/[&<>"']/g, (character) => NAMED[character] ?? character),
  (text) => text.replaceAll(/[&<>]/g, (character) => NAMED[character] ?? character),
  (text) => text.replaceAll(/[&<>"]/g, (character) => NAMED[character] ?? character),
  (text) =>
    text.replaceAll(/[&<>"']/g, (character) => (character === "'" ? '&apos;' : (NAMED[character] ?? ''))),
  (text) => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
  (text) => text.replaceAll(/[&<>"']/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`),
];

/** How often encodings are put around each other: a JSON body in a JSON string in a page's markup. */
const DEPTH = 3;
/** How many of them are looked for in base64 too. */
const DEPTH_IN_BASE64 = 1;

/** No encoding changes a text of these. */
const PLAIN = /^[\w.~-]*$/;

/** Every form of a value, each once: as it is, URL-encoded, escaped for JSON or markup, these within each other, and base64 of them. */
export function formsOf(value: string): Form[] {
  const levels = [new Set([value])];
  for (let depth = 1; depth <= DEPTH; depth += 1) levels.push(encodedOnce(levels.at(-1) ?? []));
  const texts = new Set(levels.flatMap((level) => [...level]));
  const encoded = new Set(
    levels.slice(0, DEPTH_IN_BASE64 + 1).flatMap((level) => [...level].flatMap(base64Forms)),
  );
  return [
    ...[...texts].map((text) => ({ text, isBase64: false })),
    ...[...encoded].map((text) => ({ text, isBase64: true })),
  ];
}

function encodedOnce(texts: Iterable<string>): Set<string> {
  const encoded = [...texts].flatMap((text) =>
    PLAIN.test(text) ? [text] : ENCODERS.map((encode) => encode(text)),
  );
  return new Set(encoded.flatMap((text) => [text, lowerCased(text)]));
}

/** What base64 of any text that holds `text` holds too: for each of the three places where it can begin in a group of three bytes. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const firstWhole = Math.ceil((before * 8) / 6);
    const behindLastWhole = Math.floor(((before + bytes.length) * 8) / 6);
    const inner = encoded.slice(firstWhole, behindLastWhole);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function escapedUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function lowerCased(text: string): string {
  return text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}
