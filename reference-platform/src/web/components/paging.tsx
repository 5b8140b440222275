import { count } from '../format/numbers.ts';

interface PagingProps {
  of: string;
  total: number;
  limit: number;
  offset: number;
  onOffset: (offset: number) => void;
}

/** Moves through the pages of a list; nothing where one page holds all. */
export function Paging({ of, total, limit, offset, onOffset }: PagingProps) {
  if (total <= limit && offset === 0) return null;
  const last = Math.min(offset + limit, total);
  return (
    <nav class="paging" aria-label={`Pages of ${of}`}>
      <button
        type="button"
        class="button"
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - limit))}
      >
        Previous page
      </button>
      <span class="paging-text" aria-live="polite">
        {`${count(Math.min(offset + 1, total))}–${count(last)} of ${count(total)}`}
      </span>
      <button type="button" class="button" disabled={last >= total} onClick={() => onOffset(offset + limit)}>
        Next page
      </button>
    </nav>
  );
}
