import { LineBuffer } from './line-buffer.ts';
import { fileFault } from './refusal.ts';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const UNFINISHED = -1;

/** One record: cell `i` is `bytes[starts[i] .. ends[i])`, unescaped. Valid only until the handler returns. */
export interface CsvRecord {
  bytes: Buffer;
  starts: Int32Array;
  ends: Int32Array;
  /** How many cells the record has. */
  count: number;
  /** The line of the file on which the record begins, from 1. */
  line: number;
}

/**
 * Reads CSV (RFC 4180: comma, double quotes, LF or CRLF; UTF-8, byte order mark allowed) as it arrives, without
 * holding more than one record. Works on bytes, since making a string of every cell is most of the cost of the
 * well-kept parsers (docs/decisions/csv-parsing.md). Faults are thrown as `UploadRefusal` with their line.
 */
export class CsvReader {
  readonly #buffer = new LineBuffer();
  readonly #onRecord: (record: CsvRecord) => void;
  readonly #record: CsvRecord;
  #escaped: number[] = [];
  #breaks = 0;

  constructor(onRecord: (record: CsvRecord) => void) {
    this.#onRecord = onRecord;
    this.#record = {
      bytes: this.#buffer.bytes,
      starts: new Int32Array(256),
      ends: new Int32Array(256),
      count: 0,
      line: 1,
    };
  }

  /** Takes the next chunk and hands on each record that is whole by now. */
  push(chunk: Uint8Array): void {
    this.#read(chunk, false);
  }

  /** Ends the file: its last record needs no line break. */
  end(): void {
    this.#read(new Uint8Array(0), true);
  }

  #read(chunk: Uint8Array, final: boolean): void {
    const buffer = this.#buffer;
    buffer.add(chunk, final);
    const record = this.#record;
    record.bytes = buffer.bytes;
    let at = 0;
    let lines = 0;
    while (at < buffer.length) {
      record.line = buffer.line + lines;
      const next = this.#scan(at, final);
      if (next === UNFINISHED) break;
      for (const cell of this.#escaped) this.#unescape(cell);
      this.#onRecord(record);
      lines += this.#breaks + 1;
      at = next;
    }
    buffer.consume(at, lines);
    buffer.refuseLongRecord();
  }

  /** Finds the cells of the record at `at`; returns where the next begins, or UNFINISHED. */
  #scan(at: number, final: boolean): number {
    const { bytes, length } = this.#buffer;
    const record = this.#record;
    record.count = 0;
    this.#breaks = 0;
    if (this.#escaped.length > 0) this.#escaped = [];
    let position = at;
    for (;;) {
      let start = position;
      let end: number;
      if (position < length && bytes[position] === QUOTE) {
        start += 1;
        end = this.#closingQuote(start, final);
        if (end === UNFINISHED) return UNFINISHED;
        position = end + 1;
      } else {
        // All bytes that matter are at most a comma, which most bytes of most files are not.
        while (position < length) {
          const byte = bytes[position] ?? 0;
          if (byte <= COMMA && (byte === COMMA || byte === LF || byte === CR || byte === QUOTE)) break;
          position += 1;
        }
        end = position;
      }
      this.#add(start, end);
      if (position >= length) return final ? length : UNFINISHED;
      const stop = bytes[position];
      position += 1;
      if (stop === COMMA) continue;
      if (stop === LF) return position;
      if (stop !== CR) throw fileFault(record.line + this.#breaks, 'a quote in the wrong place');
      if (position >= length && !final) return UNFINISHED;
      if (position >= length || bytes[position] !== LF) {
        throw fileFault(record.line + this.#breaks, 'a carriage return without a line feed');
      }
      return position + 1;
    }
  }

  #closingQuote(start: number, final: boolean): number {
    const { bytes, length } = this.#buffer;
    let escaped = false;
    let position = start;
    while (position < length) {
      const byte = bytes[position];
      if (byte === QUOTE) {
        if (position + 1 >= length && !final) return UNFINISHED;
        if (position + 1 >= length || bytes[position + 1] !== QUOTE) {
          if (escaped) this.#escaped.push(this.#record.count);
          return position;
        }
        escaped = true;
        position += 1;
      } else if (byte === LF) {
        this.#breaks += 1;
      }
      position += 1;
    }
    if (final) throw fileFault(this.#record.line, 'a quote is not closed');
    return UNFINISHED;
  }

  #add(start: number, end: number): void {
    const record = this.#record;
    if (record.count === record.starts.length) {
      record.starts = grown(record.starts);
      record.ends = grown(record.ends);
    }
    record.starts[record.count] = start;
    record.ends[record.count] = end;
    record.count += 1;
  }

  /** Turns each doubled quote of a cell into one, in place. */
  #unescape(cell: number): void {
    const { bytes, starts, ends } = this.#record;
    const end = ends[cell] ?? 0;
    let to = starts[cell] ?? 0;
    for (let from = to; from < end; from += 1) {
      const byte = bytes[from] ?? 0;
      bytes[to] = byte;
      to += 1;
      if (byte === QUOTE) from += 1;
    }
    ends[cell] = to;
  }
}

function grown(values: Int32Array): Int32Array {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}
