import { z } from 'zod';
import { readAny } from '../../api-clients/http/result.ts';
import type { Exchange } from '../../api-clients/http/exchange.ts';

/** An answer without what differs from run to run: a refusal in one line, a success with its body. */
export type GoldenAnswer = string | { status: number; body: unknown };

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
/** A digest, or what is mixed into one. */
const DIGEST = /\b[0-9a-f]{32,64}\b/g;

/** Fields whose values are made up or measured anew each time, whatever their type. */
const MADE_UP = /(?:Ms|Seconds|Salt|csrfToken|secret|prefix|ticket|userAgent|plan|used|storageLimitBytes)$/;

/** Digits that are kept of a number: the last ones differ between processors. */
const DIGITS = 6;

/** Makes answers comparable: ids become numbers in the order in which they first come, and texts of this run a word. */
export class Canonical {
  readonly #words: readonly (readonly [string, string])[];
  readonly #ids = new Map<string, string>();

  /** `words` are texts of this run and what stands for each, for example the name of a tenant; longer ones first. */
  constructor(words: Readonly<Record<string, string>>) {
    this.#words = Object.entries(words).toSorted(([one], [other]) => other.length - one.length);
  }

  /** A refusal as `422 urn:problem:invalid /name /kind`, its sentences left out; a success as its status and masked body. */
  answer(exchange: Exchange): GoldenAnswer {
    const result = readAny(exchange);
    if (result.ok) return { status: result.status, body: this.#masked('', result.data) };
    const pointers = (result.problem.errors ?? []).map(({ pointer }) => pointer).toSorted();
    return [result.status, result.problem.type, ...pointers].join(' ');
  }

  #masked(name: string, value: unknown): unknown {
    if (MADE_UP.test(name) && value !== null) return `<${name}>`;
    if (typeof value === 'number') return Number(value.toPrecision(DIGITS));
    if (typeof value === 'string') return this.#maskedText(value);
    if (Array.isArray(value)) return value.map((item) => this.#masked('', item));
    const fields = z.record(z.string(), z.unknown()).safeParse(value);
    if (!fields.success) return value;
    return Object.fromEntries(
      Object.entries(fields.data).map(([key, part]) => [key, this.#masked(key, part)]),
    );
  }

  #maskedText(text: string): string {
    const named = this.#words.reduce((masked, [word, mask]) => masked.replaceAll(word, mask), text);
    return named
      .replaceAll(ID, (id) => this.#numbered(id))
      .replaceAll(TIME, '<time>')
      .replaceAll(DIGEST, '<digest>');
  }

  #numbered(id: string): string {
    const known = this.#ids.get(id) ?? `<id ${this.#ids.size + 1}>`;
    this.#ids.set(id, known);
    return known;
  }
}
