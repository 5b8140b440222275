import { rm } from 'node:fs/promises';
import type { ColumnSummary, ColumnType } from '../../../storage/column-index.ts';
import { valuesFile } from '../../../storage/column-index.ts';
import type { ColumnWriter } from '../../../storage/column-writer.ts';
import { TextColumnWriter, ValueColumnWriter } from '../../../storage/column-writer.ts';
import { booleanOf, numberOf, timeOfCell } from './cell-values.ts';

/**
 * Finds the type of one column while its cells arrive, and writes them. The first present cell decides on the type;
 * the types exclude one another, so one cell of another type makes the column a string column. Its earlier cells
 * are then gone as text: the column must be read again from the spilled file (`mustReread`), which is rare.
 */
export class ColumnBuilder {
  readonly name: string;
  readonly #folder: string;
  readonly #position: number;
  #type: ColumnType | 'undecided' = 'undecided';
  #values: ValueColumnWriter;
  #text: TextColumnWriter;
  #rows = 0;
  #missing = 0;
  #reread = false;

  constructor(folder: string, position: number, name: string) {
    this.#folder = folder;
    this.#position = position;
    this.name = name;
    this.#values = new ValueColumnWriter(folder, position);
    this.#text = new TextColumnWriter(folder, position);
  }

  /** How many cells were added. */
  get rows(): number {
    return this.#rows;
  }

  /** True once the earlier cells are needed as text. Until `beginReread`, further cells are then only counted. */
  get mustReread(): boolean {
    return this.#reread;
  }

  get summary(): ColumnSummary {
    // A column without a single value shows nothing that a detector could be trained on.
    const type = this.#type === 'undecided' ? 'string' : this.#type;
    return { name: this.name, type, missing: this.#missing };
  }

  addMissing(count = 1): void {
    this.#missing += count;
    this.#rows += count;
    this.#writer?.addMissing(count);
  }

  addNumber(value: number): void {
    this.#decide('number');
    if (this.#type === 'number') this.#values.add(value);
    else this.#addText(String(value));
    this.#rows += 1;
  }

  addBoolean(value: boolean): void {
    this.#decide('boolean');
    if (this.#type === 'boolean') this.#values.add(value ? 1 : 0);
    else this.#addText(String(value));
    this.#rows += 1;
  }

  addText(text: string, time: number): void {
    this.#decide(Number.isNaN(time) ? 'string' : 'datetime');
    if (this.#type === 'datetime') this.#values.add(time);
    else this.#addText(text);
    this.#rows += 1;
  }

  /** Adds the CSV cell `bytes[start .. end)`; an empty one is missing. */
  addCell(bytes: Buffer, start: number, end: number): void {
    if (start === end) {
      this.addMissing();
      return;
    }
    const value = this.#valueOf(bytes, start, end);
    if (!Number.isNaN(value)) this.#values.add(value);
    else if (!this.#reread) this.#text.add(bytes, start, end);
    this.#rows += 1;
  }

  /** Starts anew as a string column, for a second reading of the file. */
  async beginReread(): Promise<void> {
    await rm(valuesFile(this.#folder, this.#position), { force: true });
    this.#text = new TextColumnWriter(this.#folder, this.#position);
    this.#type = 'string';
    this.#reread = false;
    this.#rows = 0;
    this.#missing = 0;
  }

  async flush(everything: boolean): Promise<void> {
    if (everything && this.#type === 'undecided') this.#become('string');
    await this.#writer?.flush(everything);
  }

  get #writer(): ColumnWriter | null {
    if (this.#type === 'undecided' || this.#reread) return null;
    return this.#type === 'string' ? this.#text : this.#values;
  }

  /** The cell as a value of the column's type (which it may decide on), or NaN where the column holds strings. */
  #valueOf(bytes: Buffer, start: number, end: number): number {
    if (this.#type === 'number') {
      const value = numberOf(bytes, start, end);
      if (Number.isNaN(value)) this.#decide('string');
      return value;
    }
    if (this.#type === 'string') return NaN;
    for (const [type, parse] of [
      ['number', numberOf],
      ['boolean', booleanOf],
      ['datetime', timeOfCell],
    ] as const) {
      const value = parse(bytes, start, end);
      if (Number.isNaN(value)) continue;
      this.#decide(type);
      return this.#type === type ? value : NaN;
    }
    this.#decide('string');
    return NaN;
  }

  #addText(text: string): void {
    if (this.#reread) return;
    const bytes = Buffer.from(text);
    this.#text.add(bytes, 0, bytes.length);
  }

  #decide(type: ColumnType): void {
    if (this.#type === type || this.#type === 'string') return;
    if (this.#type === 'undecided') {
      this.#become(type);
      return;
    }
    this.#type = 'string';
    this.#reread = true;
  }

  #become(type: ColumnType): void {
    this.#type = type;
    this.#writer?.addMissing(this.#rows);
  }
}
