import { describe, expect, test } from 'vitest';
import { loadBaseline, loadPolicy } from '../../../contract/contract.ts';
import { changedOperations, concerns } from '../../../sabotage/prove/changes.ts';

const document = loadBaseline();
const { operations } = loadPolicy();
const policy = { operations };

/** The document with a word of it replaced wherever it stands. */
function edited(find: string, put: string): unknown {
  const value: unknown = JSON.parse(JSON.stringify(document).replaceAll(find, put));
  return value;
}

describe('The changes since a commit', () => {
  test('are none between a contract and itself', () => {
    expect([...changedOperations({ document, policy }, { document: edited('', ''), policy })]).toEqual([]);
  });

  test('are the operation that has another rule, or had none', () => {
    const other = { operations: new Map([...operations].filter(([id]) => id !== 'audit.list')) };

    expect([...changedOperations({ document, policy: other }, { document, policy })]).toEqual(['audit.list']);
  });

  test('are every operation that refers to a schema that has changed', () => {
    const changed = changedOperations(
      { document: edited('"previousHash"', '"prevHash"'), policy },
      { document, policy },
    );

    expect(changed).toContain('audit.list');
    expect(changed).not.toContain('datasets.list');
  });

  const mutant = {
    id: 'a',
    defect: '',
    file: 'src/a.ts',
    find: '',
    put: '',
    seenBy: ['tests/api/a.spec.ts'],
  };

  test.each([
    ['reference-platform/src/a.ts', true],
    ['tests/api/a.spec.ts', true],
    ['tests/api/b.spec.ts', false],
  ])('%s concerns the mutant: %s', (file, does) => {
    expect(concerns({ files: [file] }, mutant)).toBe(does);
  });
});
