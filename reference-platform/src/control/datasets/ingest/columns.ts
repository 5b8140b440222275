import { ColumnBuilder } from './column-builder.ts';
import { fileFault } from './refusal.ts';

/** The most columns that a dataset may have. */
export const MAX_COLUMNS = 200;
const MAX_NAME_LENGTH = 200;

/** The columns of the file that is read: found by position (CSV) or by name (JSON lines). */
export class Columns {
  readonly list: ColumnBuilder[] = [];
  readonly #byName = new Map<string, ColumnBuilder>();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  find(name: string): ColumnBuilder | undefined {
    return this.#byName.get(name);
  }

  /**
   * Adds a column that the file names on `line`.
   * @throws UploadRefusal where the name is empty, taken, too long or no text, or the columns are too many.
   */
  add(name: string, line: number): ColumnBuilder {
    if (name === '') throw fileFault(line, `column ${this.list.length + 1} has an empty name`);
    if (this.#byName.has(name))
      throw fileFault(line, `the column name ${JSON.stringify(name.slice(0, 80))} occurs twice`);
    if (name.length > MAX_NAME_LENGTH)
      throw fileFault(line, `a column name is longer than ${MAX_NAME_LENGTH} characters`);
    if (/[\0\p{Surrogate}]/u.test(name)) throw fileFault(line, 'a column name is not text');
    if (this.list.length === MAX_COLUMNS) throw fileFault(line, `more than ${MAX_COLUMNS} columns`);
    const column = new ColumnBuilder(this.#folder, this.list.length, name);
    this.list.push(column);
    this.#byName.set(name, column);
    return column;
  }

  /** Writes what the columns hold: full chunks only, or everything. */
  async flush(everything: boolean): Promise<void> {
    for (const column of this.list) await column.flush(everything);
  }
}
