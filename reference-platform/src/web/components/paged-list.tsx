import type { ComponentChildren } from 'preact';
import type { Loaded } from '../loading/use-load.ts';
import { PAGE_SIZE } from '../routing/list-query.ts';
import { changeQuery } from '../routing/location.ts';
import { DataTable, type TableColumn } from './data-table.tsx';
import { LoadView } from './load-view.tsx';
import { Loading } from './notices.tsx';
import { Paging } from './paging.tsx';

interface PagedListProps<T> {
  /** Names the table, and in lower case what its pages are of. */
  caption: string;
  list: Omit<Loaded<{ readonly items: readonly T[]; readonly total: number }>, 'replace'>;
  columns: readonly TableColumn<T>[];
  offset: number;
  /** Where the offset does not stand in the address. */
  onOffset?: (offset: number) => void;
  /** Shown where the list has nothing. */
  empty: ComponentChildren;
  /** True while something else is loaded that the rows need. */
  waiting?: boolean;
}

const turnTo = (offset: number) => changeQuery({ offset });

/** One page of a loaded list as a table, below it the way to the other pages. */
export function PagedList<T extends { id: string }>(props: PagedListProps<T>) {
  const { caption, list, columns, offset, onOffset = turnTo, empty, waiting = false } = props;
  return (
    <LoadView load={list}>
      {({ items, total }) =>
        total === 0 ? (
          empty
        ) : waiting ? (
          <Loading />
        ) : (
          <>
            <DataTable
              caption={caption}
              captionHidden
              cards
              busy={list.loading}
              rows={items}
              rowKey={({ id }) => id}
              columns={columns}
            />
            <Paging
              of={caption.toLowerCase()}
              total={total}
              limit={PAGE_SIZE}
              offset={offset}
              onOffset={onOffset}
            />
          </>
        )
      }
    </LoadView>
  );
}
