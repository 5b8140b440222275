import { formsOf } from './forms.ts';
import { PatternIndex } from './pattern-index.ts';
import { LONG_ENOUGH, type Secret, SHORTEST } from './secret.ts';

/** A secret in a text: from `start` up to, not including, `end`. */
export interface Spot {
  start: number;
  end: number;
  name: string;
  isBase64: boolean;
}

type Found = Omit<Spot, 'start' | 'end'>;

/** From so many characters of a token on, its beginning is looked for too: a message that was cut still gives most of it. */
const LONG_TOKEN = 32;
const BEGINNING = 24;
const TOKEN = /^[\w~+/=-]+$/;
/** Header, claims, signature: without its signature a JSON Web Token opens nothing, and all of them begin alike. */
const SIGNED = /^eyJ[\w-]+\.[\w-]+\.([\w-]{16,})$/;

/** Bytes beside a short secret that stands by itself: quotes, tags, entities, the parts of a query. None of them is beside a number in JSON. */
const BEFORE = bytesOf('"\'`=>;\\');
const BEHIND = bytesOf('"\'`<&\\) \r\n');

/** Finds secrets: in every form that the encoders make of them, or only as they are. */
export class SecretIndex {
  /** By length: the longer all patterns of an index are, the larger its steps. Nearly every secret is a token, and long. */
  readonly #tokens = new PatternIndex<Found>(BEGINNING);
  readonly #phrases = new PatternIndex<Found>(LONG_ENOUGH);
  readonly #codes = new PatternIndex<Found>(SHORTEST);
  readonly #forms: 'every form' | 'as it is';

  constructor(forms: 'every form' | 'as it is') {
    this.#forms = forms;
  }

  add({ name, value }: Secret): void {
    if (Buffer.byteLength(value) < LONG_ENOUGH) {
      this.#codes.add(Buffer.from(value), { name, isBase64: false });
      return;
    }
    for (const { text, isBase64 } of this.#formsOf(value)) this.#addPattern(text, { name, isBase64 });
    const signature = SIGNED.exec(value)?.[1];
    const token = signature ?? value;
    if (signature !== undefined) this.#addPattern(signature, { name, isBase64: false });
    if (token.length >= LONG_TOKEN && TOKEN.test(token))
      this.#tokens.add(Buffer.from(token.slice(0, BEGINNING)), { name, isBase64: false }, Buffer.from(token));
  }

  /** Every secret in a text; some of the places may overlap. */
  find(text: Buffer): Spot[] {
    const codes = this.#codes.find(text).filter(({ start, end }) => standsAlone(text, start, end));
    return [...this.#tokens.find(text), ...this.#phrases.find(text), ...codes].map(
      ({ start, end, found }) => ({ start, end, ...found }),
    );
  }

  #addPattern(text: string, found: Found): void {
    const bytes = Buffer.from(text);
    (bytes.length < BEGINNING ? this.#phrases : this.#tokens).add(bytes, found);
  }

  #formsOf(value: string) {
    return this.#forms === 'every form' ? formsOf(value) : [{ text: value, isBase64: false }];
  }
}

function standsAlone(text: Buffer, start: number, end: number): boolean {
  return (
    (start === 0 || BEFORE.has(text[start - 1] ?? 0)) && (end === text.length || BEHIND.has(text[end] ?? 0))
  );
}

function bytesOf(characters: string): ReadonlySet<number> {
  return new Set(Buffer.from(characters));
}
