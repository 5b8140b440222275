import { describe, expect, it } from 'vitest';
import { findMatches, type SeenEvent } from '../../src/control/patterns/matching.ts';
import type { PatternDefinition } from '../../src/control/patterns/definition.ts';

/** Events of a kind at seconds after 1970, in the order of time. */
function eventsAt(...moments: readonly (readonly [kind: string, second: number])[]): SeenEvent[] {
  return moments
    .map(([kind, second]) => ({
      id: `${kind}${second}`,
      kind,
      severity: 'low' as const,
      sourceId: 'source',
      entity: null,
      at: second * 1_000,
    }))
    .sort((one, other) => one.at - other.at);
}

const hour = { from: 0, to: 3_600_000 };

const idsOf = (definition: PatternDefinition, events: readonly SeenEvent[], range = hour) =>
  findMatches(definition, events, range).map((match) => match.events.map(({ id }) => id));

const frequency = { type: 'frequency', filter: {}, count: 3, windowSeconds: 10 } as const;

describe('frequency', () => {
  const burst = eventsAt(['a', 0], ['a', 8], ['a', 10], ['a', 12], ['a', 25], ['a', 31], ['a', 35]);

  it('slides: a window opens at the first event that has enough in reach, and no event is in two', () => {
    expect(idsOf({ ...frequency, windowing: 'sliding' }, burst)).toEqual([
      ['a0', 'a8', 'a10'],
      ['a25', 'a31', 'a35'],
    ]);
  });

  it('tumbles: windows stand side by side', () => {
    expect(idsOf({ ...frequency, windowing: 'tumbling' }, burst)).toEqual([]);
    expect(idsOf({ ...frequency, windowing: 'tumbling', count: 2 }, burst)).toEqual([
      ['a0', 'a8'],
      ['a10', 'a12'],
      ['a31', 'a35'],
    ]);
  });

  it('counts an event at the end of a sliding window, and none a millisecond later', () => {
    const [first, second, third] = eventsAt(['a', 0], ['a', 5], ['a', 10]);
    const late = [first, second, third && { ...third, at: 10_001 }].filter((event) => event !== undefined);

    expect(
      idsOf({ ...frequency, windowing: 'sliding' }, eventsAt(['a', 0], ['a', 5], ['a', 10])),
    ).toHaveLength(1);
    expect(idsOf({ ...frequency, windowing: 'sliding' }, late)).toEqual([]);
  });

  it('counts severities from the given one on', () => {
    const events = burst.map((event, index) => ({
      ...event,
      severity: index % 2 === 0 ? ('high' as const) : ('low' as const),
    }));
    const filter = { minimumSeverity: 'medium' } as const;

    expect(idsOf({ ...frequency, filter, count: 2, windowing: 'sliding' }, events)).toEqual([
      ['a0', 'a10'],
      ['a25', 'a35'],
    ]);
  });
});

describe('sequence', () => {
  const sequence = {
    type: 'sequence',
    first: { kind: 'a' },
    then: { kind: 'b' },
    windowSeconds: 10,
  } as const;

  it('pairs each first event with the earliest later one that has no pair', () => {
    expect(idsOf(sequence, eventsAt(['a', 0], ['a', 1], ['b', 2], ['b', 3], ['b', 4]))).toEqual([
      ['a0', 'b2'],
      ['a1', 'b3'],
    ]);
  });

  it('takes neither what came at the same time or before, nor what came too late', () => {
    expect(idsOf(sequence, eventsAt(['b', 1], ['a', 2], ['b', 2], ['b', 13]))).toEqual([]);
    expect(idsOf(sequence, eventsAt(['a', 2], ['b', 12]))).toEqual([['a2', 'b12']]);
  });

  it('pairs events of one kind with each other', () => {
    const same = { ...sequence, then: { kind: 'a' } };

    expect(idsOf(same, eventsAt(['a', 0], ['a', 5], ['a', 9]))).toEqual([
      ['a0', 'a5'],
      ['a5', 'a9'],
    ]);
  });
});

describe('correlation', () => {
  const correlation = {
    type: 'correlation',
    first: { kind: 'a' },
    second: { kind: 'b' },
    windowSeconds: 60,
    significance: 0.05,
  } as const;
  const together = eventsAt(['a', 5], ['b', 10], ['a', 125], ['b', 130], ['a', 605], ['b', 610], ['a', 700]);

  it('finds kinds that share windows more often than by chance', () => {
    const [match, ...others] = findMatches(correlation, together, hour);

    expect(others).toEqual([]);
    expect(match?.events.map(({ id }) => id)).toEqual(['a5', 'b10', 'a125', 'b130', 'a605', 'b610']);
    expect(match?.statistic).toMatchObject({ windows: 61, withFirst: 4, withSecond: 3, withBoth: 3 });
    // C(4,3) / C(61,3)
    expect(match?.statistic?.pValue).toBeCloseTo(4 / 35_990, 12);
  });

  it('finds nothing where the windows are as many as the meetings', () => {
    expect(findMatches(correlation, together, { from: 0, to: 179_999 })).toEqual([]);
  });

  it('finds nothing where the kinds never meet', () => {
    expect(findMatches(correlation, eventsAt(['a', 5], ['b', 65], ['a', 125]), hour)).toEqual([]);
  });
});
