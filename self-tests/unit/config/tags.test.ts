import { describe, expect, it } from 'vitest';
import { TAGS, unknownTags } from '../../../config/tags.ts';

describe('tags', () => {
  it('knows its whole vocabulary', () => {
    expect(unknownTags(TAGS)).toEqual([]);
  });

  it('names each tag outside it once', () => {
    expect(unknownTags(['@slow', '@flaky', '@Slow', '@flaky'])).toEqual(['@flaky', '@Slow']);
  });
});
