/**
 * A defect in the source of the reference platform: in a copy of it, `find` is replaced by `put`. `find` occurs exactly
 * once in the file; where it does not, the mutant is stale and the run says so.
 */
export interface SourceMutant {
  id: string;
  /** What is wrong with the platform then, as a user would say it. */
  defect: string;
  /** Path below `reference-platform/`. */
  file: string;
  find: string;
  put: string;
  /** Specs and tests that are expected to go red: files or folders, from the root of the repository. */
  seenBy: readonly string[];
}
