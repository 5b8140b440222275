/** One place of a defect: in a copy of the file, `find`, which occurs there exactly once, is replaced by `put`. */
export interface Edit {
  /** Path below `reference-platform/`. */
  file: string;
  find: string;
  put: string;
}

/** A defect in the source of the reference platform. Where an edit does not find its place, the mutant is stale and the run says so. */
export interface SourceMutant extends Edit {
  id: string;
  /** What is wrong with the platform then, as a user would say it. */
  defect: string;
  /** Further edits without which the defect would not show: where two walls stand, both have to go. */
  also?: readonly Edit[];
  /**
   * Tests that are expected to go red, the surest first: a file, from the root of the repository, or `file › part of a title`
   * where the file is a long one.
   */
  seenBy: readonly string[];
}

/** Where a defect is to be seen. */
export interface Place {
  file: string;
  /** Part of a title; `null` for every test of the file. */
  title: string | null;
}

/** Takes an entry of `seenBy` apart. */
export function placeOf(entry: string): Place {
  const [file = '', ...title] = entry.split(' › ');
  return { file, title: title.length === 0 ? null : title.join(' › ') };
}
