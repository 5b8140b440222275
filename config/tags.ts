/** The closed vocabulary of tags; a run with any other tag is refused. */
export const TAGS = [
  '@integration',
  '@e2e',
  '@performance',
  '@load',
  '@stress',
  '@security',
  '@compliance',
  '@slow',
  '@resource',
  '@database',
  '@streaming',
  '@regression',
  // What a test does to the target, where it is not the usual: see config/profile.ts.
  '@reads',
  '@strains',
] as const;

const known: ReadonlySet<string> = new Set(TAGS);

/** The tags that are not in the vocabulary, each once. */
export function unknownTags(tags: Iterable<string>): string[] {
  return [...new Set(tags)].filter((tag) => !known.has(tag));
}
