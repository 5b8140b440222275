import { describe, expect, test } from 'vitest';
import { editedSources, StaleMutant } from '../../../sabotage/sources/edit-source.ts';

const SOURCE = 'if (count > limit) refuse();\nif (count > 0) take();\n';
const mutant = {
  id: 'limit-off-by-one',
  defect: 'One more than the limit is taken.',
  file: 'src/limit.ts',
  find: 'count > limit',
  put: 'count > limit + 1',
  seenBy: ['tests/api'],
};
const read = () => SOURCE;

describe('The edits of a source mutant', () => {
  test('change their one place and nothing else', () => {
    const edited = editedSources(mutant, read);

    expect([...edited]).toEqual([
      ['src/limit.ts', 'if (count > limit + 1) refuse();\nif (count > 0) take();\n'],
    ]);
  });

  test('build on each other where they are in one file', () => {
    const edited = editedSources(
      { ...mutant, also: [{ file: 'src/limit.ts', find: 'count > 0', put: 'true' }] },
      read,
    );

    expect(edited.get('src/limit.ts')).toBe('if (count > limit + 1) refuse();\nif (true) take();\n');
  });

  test('put text that looks like a replacement pattern as it is', () => {
    const edited = editedSources({ ...mutant, put: "'$&'" }, read);

    expect(edited.get('src/limit.ts')).toContain("if ('$&') refuse();");
  });

  test.each([
    ['is gone', 'count >= limit', 0],
    ['is there twice', 'if (count', 2],
  ])('are refused by name where their place %s', (_case, find, times) => {
    const edit = () => editedSources({ ...mutant, find }, read);

    expect(edit).toThrow(StaleMutant);
    expect(edit).toThrow(
      `limit-off-by-one is stale: reference-platform/src/limit.ts holds its text ${times} times`,
    );
  });
});
