import type { NewDefinition } from '../../api-clients/patterns/schemas.ts';
import { prepareAlarms, raiseEvents } from '../../flows/raise-events.ts';
import { dataOf, expect, test, type Actor } from '../../fixtures/index.ts';

const DAY = 86_400;

const KIND = { kind: 'anomalies_detected' };

/** Makes a pattern and finds its matches. */
async function matchesOf(
  { api }: Actor,
  definition: NewDefinition,
  span: { from?: string; to?: string } = {},
) {
  const { id } = dataOf(await api.patterns.create({ name: 'Under test', definition }), 201);
  return { id, ...dataOf(await api.patterns.matches({ patternId: id, ...span }), 200) };
}

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

/** The time some seconds after an instant; negative for before. */
const shifted = (instant: string | undefined, seconds: number) =>
  new Date(Date.parse(instant ?? '') + seconds * 1_000).toISOString();

test.describe('Patterns', { tag: '@integration' }, () => {
  test('a pattern is listed as it was made, with its defaults, and is gone once removed', async ({
    tenant,
  }) => {
    const analyst = await tenant.actor('analyst');
    const definition = { type: 'frequency', filter: KIND, count: 3, windowSeconds: 60 } as const;

    const made = dataOf(await analyst.api.patterns.create({ name: 'Three a minute', definition }), 201);

    expect(made.definition).toEqual({ ...definition, windowing: 'sliding' });
    expect(made.createdBy).toMatchObject({ kind: 'user', id: analyst.id });
    expect(dataOf(await analyst.api.patterns.list(), 200)).toMatchObject({ items: [made], total: 1 });
    expect(await analyst.api.patterns.remove(made.id)).toSucceed(204);
    expect(dataOf(await analyst.api.patterns.list(), 200)).toMatchObject({ items: [], total: 0 });
    expect(await analyst.api.patterns.remove(made.id)).toBeRefused(404);
  });

  test('events that are frequent enough are one match, and one event more is still one', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const events = await raiseEvents(analyst, ground, 4);

    const found = await matchesOf(analyst, {
      type: 'frequency',
      filter: KIND,
      count: 3,
      windowSeconds: DAY,
    });

    expect(found).toMatchObject({ total: 1, scannedEvents: 4, truncated: false });
    expect(found.items[0]).toEqual({
      patternId: found.id,
      patternName: 'Under test',
      type: 'frequency',
      startedAt: events[0]?.occurredAt,
      endedAt: events[3]?.occurredAt,
      eventCount: 4,
      eventIds: idsOf(events),
      statistic: null,
    });
  });

  test('events that are one too few are no match', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    await raiseEvents(analyst, ground, 2);

    const found = await matchesOf(analyst, {
      type: 'frequency',
      filter: KIND,
      count: 3,
      windowSeconds: DAY,
    });

    expect(found).toMatchObject({ items: [], total: 0, scannedEvents: 2 });
  });

  test('a filter counts only events of its kind, its severity and its source', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const [first] = await raiseEvents(analyst, ground, 3);
    const frequency = { type: 'frequency', count: 2, windowSeconds: DAY } as const;
    const make = (name: string, filter: object) =>
      analyst.api.patterns.create({ name, definition: { ...frequency, filter } });
    dataOf(await make('of the kind', KIND), 201);
    dataOf(await make('of another kind', { kind: 'drift_detected' }), 201);
    dataOf(await make('of one source', { sourceId: first?.source.id ?? '' }), 201);
    dataOf(await make('of no entity', { entity: 'somebody' }), 201);

    const { items } = dataOf(await analyst.api.patterns.matches(), 200);

    expect(items.map(({ patternName }) => patternName)).toEqual(['of the kind']);
  });

  test('a sequence is an event of the first filter with the next one of the second', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const [first, second, third] = await raiseEvents(analyst, ground, 3);

    const found = await matchesOf(analyst, {
      type: 'sequence',
      first: { sourceId: first?.source.id ?? '' },
      then: KIND,
      windowSeconds: DAY,
    });

    expect(found.total).toBe(1);
    expect(found.items[0]).toMatchObject({
      type: 'sequence',
      startedAt: first?.occurredAt,
      endedAt: second?.occurredAt,
      eventIds: [first?.id, second?.id],
      eventCount: 2,
    });
    expect(found.items[0]?.eventIds).not.toContain(third?.id);
  });

  test('a sequence in the other order is no match', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const [first, second] = await raiseEvents(analyst, ground, 2);
    const sequence = { type: 'sequence', windowSeconds: DAY } as const;
    const one = { sourceId: first?.source.id ?? '' };
    const other = { sourceId: second?.source.id ?? '' };

    const { id: inOrder } = dataOf(
      await analyst.api.patterns.create({
        name: 'in order',
        definition: { ...sequence, first: one, then: other },
      }),
      201,
    );
    const reversed = await matchesOf(analyst, { ...sequence, first: other, then: one });

    expect(reversed.total).toBe(0);
    expect(dataOf(await analyst.api.patterns.matches({ patternId: inOrder }), 200).total).toBe(1);
  });

  test('a correlation says how much more often than by chance two kinds meet', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const [first, second] = await raiseEvents(analyst, ground, 2);

    const found = await matchesOf(
      analyst,
      {
        type: 'correlation',
        first: { sourceId: first?.source.id ?? '' },
        second: { sourceId: second?.source.id ?? '' },
        windowSeconds: 3 * DAY,
        significance: 0.2,
      },
      // Nine windows back from the one that holds both events.
      { from: shifted(first?.occurredAt, -27 * DAY), to: second?.occurredAt ?? '' },
    );

    expect(found.items[0]?.statistic).toMatchObject({
      windows: 10,
      withFirst: 1,
      withSecond: 1,
      withBoth: 1,
    });
    expect(found.items[0]?.statistic?.expected).toBeCloseTo(0.1, 12);
    expect(found.items[0]?.statistic?.lift).toBeCloseTo(10, 9);
    expect(found.items[0]?.statistic?.pValue).toBeCloseTo(0.1, 9);
    expect(found.items[0]?.eventIds).toEqual([first?.id, second?.id]);
  });

  test('a correlation that chance explains is no match', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const [first, second] = await raiseEvents(analyst, ground, 2);
    const correlation = {
      type: 'correlation',
      first: { sourceId: first?.source.id ?? '' },
      second: { sourceId: second?.source.id ?? '' },
      windowSeconds: 3 * DAY,
    } as const;
    const span = { from: shifted(first?.occurredAt, -27 * DAY), to: second?.occurredAt ?? '' };

    const strict = await matchesOf(analyst, { ...correlation, significance: 0.09 }, span);

    // One of ten windows each: chance gives the meeting with a probability of 0.1.
    expect(strict).toMatchObject({ total: 0, scannedEvents: 2 });
  });

  test('matches are looked for in the span that is given', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const events = await raiseEvents(analyst, ground, 3);
    const pair = { type: 'frequency', filter: KIND, count: 2, windowSeconds: DAY } as const;
    const lastTwo = { from: events[1]?.occurredAt ?? '', to: events[2]?.occurredAt ?? '' };

    const found = await matchesOf(analyst, pair, lastTwo);

    expect(found).toMatchObject({ ...lastTwo, total: 1, scannedEvents: 2 });
    expect(found.items[0]?.eventIds).toEqual(idsOf(events.slice(1)));
    expect(
      dataOf(await analyst.api.patterns.matches({ ...lastTwo, from: events[2]?.occurredAt ?? '' }), 200)
        .total,
    ).toBe(0);
  });

  test('a span that ends before it begins, or is too long, is refused', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const to = '2026-03-01T00:00:00.000Z';
    const matches = (from: string) => analyst.api.patterns.matches({ from, to });

    expect(await matches('2026-03-01T00:00:00.001Z')).toBeRefused(422, { pointer: '/query/from' });
    expect(await matches('2026-01-28T23:59:59.999Z')).toBeRefused(422, { pointer: '/query/from' });
    expect(await matches('2026-01-29T00:00:00.000Z')).toSucceed(200);
  });

  test('a definition out of range is refused at its field', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const create = (definition: NewDefinition) =>
      analyst.api.patterns.create({ name: 'Out of range', definition });
    const frequency = { type: 'frequency', filter: {}, count: 2, windowSeconds: 60 } as const;
    const correlation = { type: 'correlation', first: {}, second: {}, windowSeconds: 60 } as const;

    expect(await create({ ...frequency, count: 1 })).toBeRefused(422, { pointer: '/definition/count' });
    expect(await create({ ...frequency, windowSeconds: 0 })).toBeRefused(422, {
      pointer: '/definition/windowSeconds',
    });
    expect(await create({ ...frequency, filter: { kind: 'Not A Kind' } })).toBeRefused(422, {
      pointer: '/definition/filter/kind',
    });
    expect(await create({ ...correlation, significance: 0 })).toBeRefused(422, {
      pointer: '/definition/significance',
    });
    expect(await create(frequency)).toSucceed(201);
  });

  test('two patterns of a tenant cannot bear one name', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const definition = { type: 'frequency', filter: {}, count: 2, windowSeconds: 60 } as const;
    const create = (name: string) => analyst.api.patterns.create({ name, definition });

    expect(await create('Twice')).toSucceed(201);
    expect(await create('Twice')).toBeRefused(409);
    expect(await create('Once')).toSucceed(201);
  });

  test('a tenant has at most fifty patterns, however many are made at once', async ({ tenant }) => {
    const { api } = await tenant.actor('analyst');
    const definition = { type: 'frequency', filter: {}, count: 2, windowSeconds: 60 } as const;
    const make = (number: number) => api.patterns.create({ name: `pattern ${number}`, definition });

    const made = await Promise.all(Array.from({ length: 54 }, (_, number) => make(number)));

    expect(made.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(made.filter(({ status }) => status === 409)).toHaveLength(4);
    expect(dataOf(await api.patterns.list(), 200).total).toBe(50);
  });

  test('a viewer cannot look for patterns, an analyst can', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const analyst = await tenant.actor('analyst');

    expect(await viewer.api.patterns.matches()).toBeRefused(403);
    expect(await analyst.api.patterns.matches()).toSucceed(200);
  });
});
