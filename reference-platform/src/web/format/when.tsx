const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** A point in time in the reader's time zone; the exact one is in the markup. */
export function When({ iso, none = '–' }: { iso: string | null; none?: string }) {
  if (iso === null) return <>{none}</>;
  // It may break before the time, not within the date.
  const text = format.format(new Date(iso)).replace(/(?<!,) /g, '\u00a0');
  return <time dateTime={iso}>{text}</time>;
}
