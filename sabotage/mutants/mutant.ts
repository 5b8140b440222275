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
  /** Specs and tests that are expected to go red: files or folders, from the root of the repository. */
  seenBy: readonly string[];
}
