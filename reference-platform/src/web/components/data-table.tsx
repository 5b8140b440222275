import type { ComponentChildren } from 'preact';
import { ScrollRegion } from './scroll-region.tsx';

/** One column of a table of T. The first column of a table heads its rows. */
export interface TableColumn<T> {
  header: string;
  cell: (row: T, index: number) => ComponentChildren;
  align?: 'end';
  /** Long text may break over lines. */
  wrap?: true;
}

interface DataTableProps<T> {
  caption: string;
  /** Hidden where a heading right above says the same. */
  captionHidden?: boolean;
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string | number;
  /** On a narrow screen each row becomes a card; without it, the table scrolls sideways. */
  cards?: boolean;
  /** True while newer rows are on their way. */
  busy?: boolean;
}

/** A table. Its roles are written out because, as cards, CSS takes the native ones away in some browsers. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { caption, columns, rows, rowKey } = props;
  const [first, ...others] = columns;
  if (first === undefined) return null;
  return (
    <ScrollRegion label={caption}>
      <table
        role="table"
        class={props.cards === true ? 'table table-cards' : 'table'}
        aria-busy={props.busy === true ? 'true' : undefined}
      >
        <caption class={props.captionHidden === true ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.header} scope="col" role="columnheader" data-align={column.align}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={rowKey(row)} role="row">
              <th scope="row" role="rowheader" data-align={first.align} data-label={first.header}>
                {first.cell(row, index)}
              </th>
              {others.map((column) => (
                <td
                  key={column.header}
                  role="cell"
                  data-align={column.align}
                  data-wrap={column.wrap}
                  data-label={column.header}
                >
                  {column.cell(row, index)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
