/** One value of a table; `null` is a missing one. */
export type Cell = number | string | boolean | null;

/** 1 marks an anomaly. */
export type Label = 0 | 1;

export interface Table<C extends Cell = Cell> {
  columns: string[];
  /** One array a row, in the order of `columns`. */
  rows: C[][];
}

/** A table whose anomalies are known: `labels[i]` belongs to `rows[i]`. The label is no member of `columns`. */
export interface LabelledTable<C extends Cell = Cell> extends Table<C> {
  labels: Label[];
  labelColumn: 'label';
}

/** Rounded to six decimals, so that the value and its text in a CSV file are the same number. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** The values of one column by its name. */
export function column<C extends Cell>(table: Table<C>, name: string): C[] {
  const index = table.columns.indexOf(name);
  if (index < 0) throw new RangeError(`no column ${name} in ${table.columns.join(', ')}`);
  return table.rows.map((row) => {
    const cell = row[index];
    if (cell === undefined) throw new RangeError(`a row without ${name}`);
    return cell;
  });
}
