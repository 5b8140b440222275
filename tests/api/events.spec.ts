import { uploadTable } from '../../flows/upload-table.ts';
import { detectIn, prepareAlarms, raiseEvent, raiseEvents } from '../../flows/raise-events.ts';
import { dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';
import { quantile } from '../../test-data/statistics.ts';

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

/** Robust z-scores of planted rows; 9 gives a score of 0.9. */
const MILD = 7;
const STRIKING = 50;

/** A hundred rows in the middle of the table that `prepareAlarms` trains on, of which some are planted that far out. */
function plantedTable(seed: number, planted: number, robustZ: number) {
  const { columns, rows } = labelledTable({ seed, rows: 40, features: 2 });
  const centre = columns.map((_, column) => quantile(valuesOf(rows, column), 0.5));
  const far = centre.map((median, column) => {
    const deviations = valuesOf(rows, column).map((value) => Math.abs(value - median));
    return median + robustZ * 1.4826 * quantile(deviations, 0.5);
  });
  return { columns, rows: Array.from({ length: 100 }, (_, index) => (index < planted ? far : centre)) };
}

const valuesOf = (rows: readonly (readonly number[])[], column: number) =>
  rows.map((row) => row[column] ?? 0);

test.describe('Events', { tag: '@integration' }, () => {
  test('a detection with anomalies raises one event that says what was found where', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const ground = await prepareAlarms(analyst, seed);

    const detection = await detectIn(analyst, ground, ground.dataset.id);

    const { items, total } = dataOf(await viewer.api.events.list(), 200);
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      kind: 'anomalies_detected',
      status: 'open',
      title: `2 anomalies in 40 rows (detector of ${ground.dataset.id})`,
      source: { type: 'detection', id: detection.id },
      entity: null,
      details: {
        detectorId: ground.detectorId,
        detectorVersion: 1,
        datasetId: ground.dataset.id,
        rowCount: 40,
        anomalyCount: 2,
        share: 0.05,
        topScore: detection.scores.max,
      },
      history: [],
    });
    expect(dataOf(await viewer.api.events.get(items[0]?.id ?? ''), 200)).toEqual(items[0]);
  });

  test('a detection without anomalies raises none', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const quiet = await uploadTable(analyst, plantedTable(seed, 0, MILD), { name: 'quiet' });

    const detection = await detectIn(analyst, ground, quiet.id);

    expect(detection.anomalyCount).toBe(0);
    expect(dataOf(await analyst.api.events.list(), 200).total).toBe(0);
  });

  test('the severity follows the share of anomalies, one step up where a score is striking', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const severityOf = async (planted: number, distance: number) => {
      const table = plantedTable(seed, planted, distance);
      const { id } = await uploadTable(analyst, table, { name: `${planted} at ${distance}` });
      const detection = await detectIn(analyst, ground, id);
      const { items } = dataOf(await analyst.api.events.list({ sourceId: detection.id }), 200);
      return [detection.anomalyCount, items[0]?.severity];
    };

    expect(await severityOf(1, MILD)).toEqual([1, 'low']);
    expect(await severityOf(1, STRIKING)).toEqual([1, 'medium']);
    expect(await severityOf(2, MILD)).toEqual([2, 'medium']);
    expect(await severityOf(9, MILD)).toEqual([9, 'medium']);
    expect(await severityOf(10, MILD)).toEqual([10, 'high']);
    expect(await severityOf(24, MILD)).toEqual([24, 'high']);
    expect(await severityOf(25, MILD)).toEqual([25, 'critical']);
    expect(await severityOf(25, STRIKING)).toEqual([25, 'critical']);
  });

  test('events are narrowed by kind, severity, status, source and time', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const [first, second, third] = await raiseEvents(analyst, await prepareAlarms(analyst, seed), 3);
    dataOf(await analyst.api.events.acknowledge(second?.id ?? ''), 200);
    const found = async (query: Parameters<typeof analyst.api.events.list>[0]) =>
      idsOf(dataOf(await analyst.api.events.list(query), 200).items);

    expect(await found({})).toEqual([third?.id, second?.id, first?.id]);
    expect(await found({ sort: 'occurredAt' })).toEqual([first?.id, second?.id, third?.id]);
    expect(await found({ status: 'acknowledged' })).toEqual([second?.id]);
    expect(await found({ status: 'open', sort: 'occurredAt' })).toEqual([first?.id, third?.id]);
    expect(await found({ kind: 'anomalies_detected' })).toHaveLength(3);
    expect(await found({ kind: 'drift_detected' })).toEqual([]);
    expect(await found({ severity: first?.severity ?? 'info' })).toHaveLength(3);
    expect(await found({ severity: 'info' })).toEqual([]);
    expect(await found({ sourceType: 'detection', sourceId: third?.source.id ?? '' })).toEqual([third?.id]);
    expect(await found({ sourceType: 'stream' })).toEqual([]);
    expect(await found({ to: first?.occurredAt ?? '' })).toEqual([first?.id]);
    expect(await found({ from: third?.occurredAt ?? '' })).toEqual([third?.id]);
  });

  test('events are sorted by severity, the worst first when asked so', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const ground = await prepareAlarms(analyst, seed);
    const { event: mild } = await raiseEvent(analyst, ground);
    const flood = labelledTable({ seed, rows: 40, features: 2, contamination: 0.4 });
    const { id } = await uploadTable(analyst, flood, { name: 'flood' });
    await detectIn(analyst, ground, id);
    const { event: mildAgain } = await raiseEvent(analyst, ground);
    const sorted = async (sort: 'severity' | '-severity') =>
      dataOf(await analyst.api.events.list({ sort }), 200).items;

    const worstFirst = await sorted('-severity');

    expect(worstFirst[0]?.severity).toBe('critical');
    expect(idsOf(worstFirst).slice(1)).toEqual([mildAgain.id, mild.id]);
    expect(idsOf(await sorted('severity'))).toEqual([mildAgain.id, mild.id, worstFirst[0]?.id]);
  });

  test('a page is the part of the list that was asked for', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const [, second] = await raiseEvents(analyst, await prepareAlarms(analyst, seed), 3);

    const page = dataOf(await analyst.api.events.list({ limit: 1, offset: 1 }), 200);

    expect(page).toMatchObject({ items: [{ id: second?.id }], total: 3, limit: 1, offset: 1 });
  });

  test('the summary counts by state, severity, kind and day', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const [first, second, third] = await raiseEvents(analyst, await prepareAlarms(analyst, seed), 3);
    dataOf(await analyst.api.events.acknowledge(first?.id ?? ''), 200);
    dataOf(await analyst.api.events.ignore(second?.id ?? ''), 200);
    const severity = first?.severity ?? 'info';
    const day = (first?.occurredAt ?? '').slice(0, 10);
    const from = `${day}T00:00:00.000Z`;

    const summary = dataOf(await viewer.api.events.summary({ from, to: third?.occurredAt ?? '' }), 200);

    expect(summary).toEqual({
      from,
      to: third?.occurredAt,
      total: 3,
      byStatus: { open: 1, acknowledged: 1, resolved: 0, ignored: 1 },
      bySeverity: { info: 0, low: 0, medium: 0, high: 0, critical: 0, [severity]: 3 },
      byKind: [{ kind: 'anomalies_detected', count: 3 }],
      perDay: [{ date: day, count: 3 }],
    });
  });

  test('the summary of the last thirty days has each day, also those without events', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    await raiseEvents(analyst, await prepareAlarms(analyst, seed), 1);

    const { perDay, total } = dataOf(await analyst.api.events.summary(), 200);

    expect(total).toBe(1);
    expect(perDay).toHaveLength(31);
    expect(perDay.map(({ count }) => count)).toEqual([...Array.from({ length: 30 }, () => 0), 1]);
  });

  test('a summary of a span that ends before it begins, or is too long, is refused', async ({ tenant }) => {
    const viewer = await tenant.actor('viewer');
    const to = '2026-06-01T00:00:00.000Z';
    const summary = (from: string) => viewer.api.events.summary({ from, to });

    expect(await summary('2026-06-01T00:00:00.001Z')).toBeRefused(422, { pointer: '/query/from' });
    expect(await summary('2025-05-30T23:59:59.999Z')).toBeRefused(422, { pointer: '/query/from' });
    expect(await summary('2025-05-31T00:00:00.000Z')).toSucceed(200);
  });

  test('sales sees no events, a viewer does', async ({ tenant }) => {
    const sales = await tenant.actor('sales');
    const viewer = await tenant.actor('viewer');

    expect(await sales.api.events.list()).toBeRefused(403);
    expect(await sales.api.events.summary()).toBeRefused(403);
    expect(await viewer.api.events.list()).toSucceed(200);
  });
});
