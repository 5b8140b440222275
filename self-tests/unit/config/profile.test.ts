import { describe, expect, it } from 'vitest';
import { defaultProfile, type Impact, impactOf, permits, PROFILES } from '../../../config/profile.ts';

const IMPACTS: readonly Impact[] = ['reads', 'changes', 'strains'];

describe('the profile of a run', () => {
  it('permits reads, changes and strain, one more each', () => {
    expect(PROFILES.map((profile) => IMPACTS.filter((impact) => permits(profile, impact)))).toEqual([
      ['reads'],
      ['reads', 'changes'],
      ['reads', 'changes', 'strains'],
    ]);
  });

  it('takes a test without a tag for one that makes changes', () => {
    expect(impactOf(['@security', '@reads'])).toBe('reads');
    expect(impactOf(['@security'])).toBe('changes');
    expect(impactOf(['@strains', '@reads'])).toBe('strains');
  });

  it('is full where it is our own platform, and safe where it is somebody’s', () => {
    expect(defaultProfile(false)).toBe('full');
    expect(defaultProfile(true)).toBe('safe');
  });
});
