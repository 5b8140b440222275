import { appendFile } from 'node:fs/promises';
import { missingFile, offsetsFile, textFile, valuesFile } from './column-index.ts';

/** How many values are kept before they are written: 64 KiB of float64. */
const CHUNK = 8192;
const TEXT_CHUNK_BYTES = 64 * 1024;
/** Buffers begin small and double, since most of 200 columns would not fill a chunk. */
const INITIAL = 1024;

/**
 * Writes one column, cell by cell, as it arrives. `add…` only fill memory; `flush` must be awaited every so often
 * (it writes when a chunk is full) and once with `everything` at the end. No file handle is held in between, since
 * a dataset may have 200 columns of three files.
 */
export interface ColumnWriter {
  /** Adds `count` missing cells; they take no memory when they are the first of the column. */
  addMissing(count: number): void;
  flush(everything: boolean): Promise<void>;
}

/** Writes a number, boolean (0/1) or datetime (ms since 1970 UTC) column; NaN = missing. */
export class ValueColumnWriter implements ColumnWriter {
  readonly #path: string;
  #values = new Float64Array(INITIAL);
  #count = 0;
  #leading = 0;

  constructor(folder: string, column: number) {
    this.#path = valuesFile(folder, column);
  }

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  addMissing(count: number): void {
    if (this.#count === 0) this.#leading += count;
    else for (let added = 0; added < count; added += 1) this.add(NaN);
  }

  async flush(everything: boolean): Promise<void> {
    while (this.#leading > 0) {
      const run = new Float64Array(Math.min(this.#leading, CHUNK)).fill(NaN);
      this.#leading -= run.length;
      await appendFile(this.#path, new Uint8Array(run.buffer));
    }
    if (!everything && this.#count < CHUNK) return;
    const bytes = new Uint8Array(this.#values.buffer, 0, this.#count * Float64Array.BYTES_PER_ELEMENT);
    await appendFile(this.#path, bytes);
    this.#count = 0;
  }
}

/** Writes a string column: text, offsets and missing marks. */
export class TextColumnWriter implements ColumnWriter {
  readonly #folder: string;
  readonly #column: number;
  #text = Buffer.allocUnsafe(INITIAL);
  #textLength = 0;
  #written = 0;
  #offsets = new Float64Array(INITIAL);
  #missing = new Uint8Array(INITIAL);
  #count = 0;
  #leading = 0;

  constructor(folder: string, column: number) {
    this.#folder = folder;
    this.#column = column;
  }

  /** Adds the cell `bytes[start .. end)`. */
  add(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (this.#textLength + length > this.#text.length) {
      const larger = Buffer.allocUnsafe(2 * (this.#textLength + length));
      larger.set(this.#text.subarray(0, this.#textLength));
      this.#text = larger;
    }
    bytes.copy(this.#text, this.#textLength, start, end);
    this.#append(0);
    this.#textLength += length;
  }

  addMissing(count: number): void {
    if (this.#count === 0) this.#leading += count;
    else for (let added = 0; added < count; added += 1) this.#append(1);
  }

  async flush(everything: boolean): Promise<void> {
    while (this.#leading > 0) {
      const run = Math.min(this.#leading, CHUNK);
      this.#leading -= run;
      await this.#write(new Float64Array(run).fill(this.#written), new Uint8Array(run).fill(1));
    }
    const full = this.#count >= CHUNK || this.#textLength >= TEXT_CHUNK_BYTES;
    if (!everything && !full) return;
    await appendFile(textFile(this.#folder, this.#column), this.#text.subarray(0, this.#textLength));
    await this.#write(this.#offsets.subarray(0, this.#count), this.#missing.subarray(0, this.#count));
    this.#written += this.#textLength;
    this.#count = 0;
    this.#textLength = 0;
    // The last offset is where the last cell ends.
    if (everything) await this.#write(new Float64Array([this.#written]), new Uint8Array(0));
  }

  /** Adds a cell that begins where the text ends now. */
  #append(missing: 0 | 1): void {
    if (this.#count === this.#offsets.length) {
      const offsets = new Float64Array(this.#offsets.length * 2);
      offsets.set(this.#offsets);
      this.#offsets = offsets;
      const marks = new Uint8Array(offsets.length);
      marks.set(this.#missing);
      this.#missing = marks;
    }
    this.#offsets[this.#count] = this.#written + this.#textLength;
    this.#missing[this.#count] = missing;
    this.#count += 1;
  }

  async #write(offsets: Float64Array, missing: Uint8Array): Promise<void> {
    const bytes = new Uint8Array(offsets.buffer, offsets.byteOffset, offsets.byteLength);
    await appendFile(offsetsFile(this.#folder, this.#column), bytes);
    await appendFile(missingFile(this.#folder, this.#column), missing);
  }
}
