import { type ComponentChildren, Fragment } from 'preact';
import { ScrollRegion } from './scroll-region.tsx';
import { useUniqueId } from './use-unique-id.ts';

/** One column of a table of T. The first column of a table heads its rows. */
export interface TableColumn<T> {
  header: string;
  cell: (row: T, index: number) => ComponentChildren;
  align?: 'end';
  /** Long text may break over lines. */
  wrap?: true;
}

/** What a row of a table of T opens below itself, one at a time, by a click anywhere in it or by the button at its end. */
export interface Expansion<T> {
  /** Head of the buttons' column. */
  header: string;
  /** What the button reads. */
  verb: string;
  /** The whole name of a row's button; it begins with the verb. */
  nameOf: (row: T) => string;
  isOpen: (row: T) => boolean;
  onToggle: (row: T) => void;
  body: (row: T) => ComponentChildren;
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
  expansion?: Expansion<T> | undefined;
}

/** A table. Its roles are written out because, as cards, CSS takes the native ones away in some browsers. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { caption, columns, rows, rowKey, expansion } = props;
  const id = useUniqueId();
  const [first, ...others] = columns;
  if (first === undefined) return null;
  const headers = expansion === undefined ? columns : [...columns, { header: expansion.header }];
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
            {headers.map((column) => (
              <th
                key={column.header}
                scope="col"
                role="columnheader"
                data-align={'align' in column ? column.align : undefined}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => {
            const bodyId = `${id}-${rowKey(row)}`;
            const isOpen = expansion?.isOpen(row) ?? false;
            return (
              <Fragment key={rowKey(row)}>
                <tr
                  role="row"
                  data-open={expansion === undefined ? undefined : isOpen}
                  onClick={expansion === undefined ? undefined : () => expansion.onToggle(row)}
                >
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
                  {expansion === undefined ? null : (
                    <td role="cell" data-label={expansion.header}>
                      {/* Its click, by key too, is the row's. */}
                      <button
                        type="button"
                        class="button button-small button-disclosure"
                        aria-label={expansion.nameOf(row)}
                        aria-expanded={isOpen}
                        aria-controls={isOpen ? bodyId : undefined}
                      >
                        {expansion.verb}
                      </button>
                    </td>
                  )}
                </tr>
                {isOpen ? (
                  <tr role="row" class="table-opened" id={bodyId}>
                    <td role="cell" colSpan={headers.length}>
                      {expansion?.body(row)}
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
