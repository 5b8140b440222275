const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** A point in time in the reader's time zone; the exact one is in the markup. */
export function When({ iso, none = '–' }: { iso: string | null; none?: string }) {
  if (iso === null) return <>{none}</>;
  return <time dateTime={iso}>{format.format(new Date(iso))}</time>;
}
