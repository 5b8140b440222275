import { describe, expect, it } from 'vitest';
import { entityTagOf, ifMatchHolds, isIfMatch } from '../../src/http/entity-tag.ts';

const dataset = { id: 'd1', name: 'Payments', updatedAt: '2026-11-21T08:00:00.000Z' };
const tag = entityTagOf(dataset);

describe('an entity tag', () => {
  it('is strong and quoted', () => {
    expect(tag).toMatch(/^"[\w-]{22}"$/);
  });

  it('does not depend on the order of the fields', () => {
    expect(entityTagOf({ updatedAt: dataset.updatedAt, name: 'Payments', id: 'd1' })).toBe(tag);
  });

  it('changes with any value', () => {
    expect(entityTagOf({ ...dataset, name: 'payments' })).not.toBe(tag);
  });

  it.each([tag, '*', `"other", ${tag}`])('lets the change through with If-Match: %s', (ifMatch) => {
    expect(ifMatchHolds(ifMatch, dataset)).toBe(true);
  });

  it.each(['"other"', `W/${tag}`, tag.slice(1, -1)])('holds the change back with If-Match: %s', (ifMatch) => {
    expect(ifMatchHolds(ifMatch, dataset)).toBe(false);
  });

  it.each([
    ['*', true],
    ['"a"', true],
    ['W/"a", "b"', true],
    ['""', true],
    ['a', false],
    ['"a" "b"', false],
    ['"a",', false],
    ['', false],
  ])('reads the If-Match %j as well-formed: %s', (value, expected) => {
    expect(isIfMatch(value)).toBe(expected);
  });
});
