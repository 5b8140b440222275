import type { SourceMutant } from '../mutants/mutant.ts';

/** A mutant whose text is no longer where it was: it proves nothing until somebody mends it. */
export class StaleMutant extends Error {
  override readonly name = 'StaleMutant';
}

/** Every file that a mutant changes, by its path below `reference-platform/`, with the text that it then has. */
export function editedSources(
  { id, also = [], ...first }: SourceMutant,
  read: (file: string) => string,
): ReadonlyMap<string, string> {
  const edited = new Map<string, string>();
  for (const { file, find, put } of [first, ...also]) {
    const source = edited.get(file) ?? read(file);
    const places = source.split(find).length - 1;
    if (places !== 1) {
      throw new StaleMutant(
        `${id} is stale: reference-platform/${file} holds its text ${places} times; mend "find" in sabotage/mutants/.`,
      );
    }
    // A function, because "$&" in a source is no pattern.
    edited.set(
      file,
      source.replace(find, () => put),
    );
  }
  return edited;
}
