import type { AlertRule } from '../../api-clients/monitoring/schemas.ts';
import { startStream } from '../../flows/start-stream.ts';
import { trainDetector } from '../../flows/train-detector.ts';
import { uploadTable } from '../../flows/upload-table.ts';
import { type Actor, dataOf, expect, test } from '../../fixtures/index.ts';
import { labelledTable } from '../../test-data/labelled-table.ts';

const anomalies = { name: 'Many anomalies', metric: 'anomaly_rate', comparator: 'above' } as const;

const ruleOf = async (actor: Actor, id: string): Promise<AlertRule | undefined> =>
  dataOf(await actor.api.monitoring.alertRules(), 200).items.find((rule) => rule.id === id);
const stateOf = async (actor: Actor, id: string) => (await ruleOf(actor, id))?.state;

/** A detector that calls about the share `contamination` of the 200 rows of its dataset anomalies. */
async function detectorOfShare(actor: Actor, seed: number, contamination: number) {
  const dataset = await uploadTable(actor, labelledTable({ seed, rows: 200 }));
  const { detector } = await trainDetector(actor, {
    algorithm: 'robust_zscore',
    contamination,
    datasetId: dataset.id,
  });
  const detect = async () =>
    dataOf(await actor.api.detections.create({ detectorId: detector.id, datasetId: dataset.id }), 201);
  return { detector, dataset, detect };
}

test.describe('alert rules', { tag: '@integration' }, () => {
  test('an alert fires with the measured value, once, with an event and a notification', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const { detector, detect } = await detectorOfShare(analyst, seed, 0.05);
    const { anomalyCount } = await detect();
    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({
        ...anomalies,
        threshold: 0.01,
        detectorId: detector.id,
        severity: 'high',
      }),
      201,
    );

    await expect.poll(() => stateOf(viewer, rule.id)).toBe('firing');
    const firstLook = (await ruleOf(viewer, rule.id))?.evaluatedAt;
    await expect.poll(async () => (await ruleOf(viewer, rule.id))?.evaluatedAt).not.toBe(firstLook);

    const alerts = dataOf(await viewer.api.monitoring.alerts(), 200);
    expect(alerts.total).toBe(1);
    expect(alerts.items[0]).toMatchObject({
      ruleId: rule.id,
      ruleName: 'Many anomalies',
      metric: 'anomaly_rate',
      comparator: 'above',
      threshold: 0.01,
      severity: 'high',
      status: 'firing',
      value: anomalyCount / 200,
      latestValue: anomalyCount / 200,
      resolvedAt: null,
    });
    const events = dataOf(await viewer.api.events.list({ kind: 'alert_fired' }), 200);
    expect(events.items.map(({ severity, source }) => ({ severity, source }))).toEqual([
      { severity: 'high', source: { type: 'alert_rule', id: rule.id } },
    ]);
    const told = dataOf(await analyst.api.notifications.list({ kind: 'alert.firing' }), 200);
    expect(told.items.map(({ title }) => title)).toEqual(['Alert: Many anomalies']);
    expect(told.items[0]?.body).toMatch(/^The anomaly rate is [\d.]+ %, above 1 %\.$/);
    expect(dataOf(await viewer.api.notifications.list({ kind: 'alert.firing' }), 200).total).toBe(0);
    // Told as an alert, it is not told as a grave event besides.
    const graveEvents = dataOf(await analyst.api.notifications.list({ kind: 'event.raised' }), 200);
    expect(graveEvents.items.map(({ body }) => body)).not.toContain(events.items[0]?.title);
  });

  test('an alert is resolved when its condition ends', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const noisy = await detectorOfShare(analyst, seed, 0.2);
    const { anomalyCount } = await noisy.detect();
    const rule = dataOf(await analyst.api.monitoring.createAlertRule({ ...anomalies, threshold: 0.15 }), 201);
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('firing');
    const quiet = await detectorOfShare(analyst, seed + 1, 0.005);
    const further = await quiet.detect();

    await expect.poll(() => stateOf(analyst, rule.id)).toBe('ok');

    const [alert] = dataOf(await analyst.api.monitoring.alerts({ ruleId: rule.id }), 200).items;
    expect(alert).toMatchObject({
      status: 'resolved',
      value: anomalyCount / 200,
      latestValue: (anomalyCount + further.anomalyCount) / 400,
    });
    expect(dataOf(await analyst.api.monitoring.alerts({ status: 'firing' }), 200).total).toBe(0);
    expect(dataOf(await analyst.api.notifications.list({ kind: 'alert.resolved' }), 200).total).toBe(1);
  });

  test('a rule on something that never happens does not fire', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { detect } = await detectorOfShare(analyst, seed, 0.05);
    const { anomalyCount } = await detect();
    const share = anomalyCount / 200;

    // On the threshold itself the condition does not hold either.
    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({ ...anomalies, threshold: share }),
      201,
    );
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('ok');

    expect((await ruleOf(analyst, rule.id))?.value).toBe(share);
    expect(dataOf(await analyst.api.monitoring.alerts(), 200).total).toBe(0);
    expect(dataOf(await analyst.api.notifications.list({ kind: 'alert.firing' }), 200).total).toBe(0);
  });

  test('without anything to measure neither above nor below holds', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const above = dataOf(await analyst.api.monitoring.createAlertRule({ ...anomalies, threshold: 0 }), 201);
    const below = dataOf(
      await analyst.api.monitoring.createAlertRule({
        ...anomalies,
        name: 'Few anomalies',
        comparator: 'below',
        threshold: 1,
      }),
      201,
    );

    await expect.poll(() => stateOf(analyst, above.id)).toBe('no_data');
    await expect.poll(() => stateOf(analyst, below.id)).toBe('no_data');

    expect(dataOf(await analyst.api.monitoring.alerts(), 200).total).toBe(0);
  });

  test('a rule of one detector does not look at the detections of another', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const noisy = await detectorOfShare(analyst, seed, 0.2);
    const quiet = await detectorOfShare(analyst, seed + 1, 0.02);
    await noisy.detect();
    const { anomalyCount } = await quiet.detect();

    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({
        ...anomalies,
        threshold: 0.1,
        detectorId: quiet.detector.id,
      }),
      201,
    );
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('ok');

    expect((await ruleOf(analyst, rule.id))?.value).toBe(anomalyCount / 200);
  });

  test('the share of refused calls raises an alert of the tenant that made them, and of no other', async ({
    tenant,
    world,
  }) => {
    const analyst = await tenant.actor('analyst');
    for (let call = 0; call < 30; call += 1) expect(await analyst.api.audit.list()).toBeRefused(403);
    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({
        name: 'Refusals',
        metric: 'error_rate',
        comparator: 'above',
        threshold: 0.3,
        windowSeconds: 60,
      }),
      201,
    );

    await expect.poll(async () => dataOf(await analyst.api.monitoring.alerts(), 200).total).toBe(1);

    const [alert] = dataOf(await analyst.api.monitoring.alerts({ ruleId: rule.id }), 200).items;
    expect(alert?.value).toBeGreaterThan(0.3);
    const bystander = await world.beta.actor('viewer');
    expect(dataOf(await bystander.api.monitoring.alerts(), 200).total).toBe(0);
  });

  test('a slow answer is measured in milliseconds', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({
        name: 'Any latency',
        metric: 'latency_p95',
        comparator: 'above',
        threshold: 0,
      }),
      201,
    );

    await expect.poll(() => stateOf(analyst, rule.id)).toBe('firing');

    const { latencyMs } = dataOf(await analyst.api.monitoring.performance(), 200).total;
    expect((await ruleOf(analyst, rule.id))?.value).toBeGreaterThan(0);
    expect(latencyMs?.p95).toBeGreaterThan(0);
  });

  test('scores that moved raise an alert of drift with the measured shift', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const calm = labelledTable({ seed, rows: 100, features: 2 });
    const { detector, dataset } = await detectorOfShare(analyst, seed, 0.05);
    const columns = dataset.columns.filter(({ type }) => type === 'number').map(({ name }) => name);
    const far = await uploadTable(analyst, { columns, rows: calm.rows.map(() => columns.map(() => 1e6)) });
    for (const datasetId of [dataset.id, far.id])
      dataOf(await analyst.api.detections.create({ detectorId: detector.id, datasetId }), 201);

    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({
        name: 'Drift',
        metric: 'drift',
        comparator: 'above',
        threshold: 0.5,
        detectorId: detector.id,
      }),
      201,
    );
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('firing');

    const [model] = dataOf(await analyst.api.monitoring.models(), 200).items;
    expect((await ruleOf(analyst, rule.id))?.value).toBe(model?.scoreShift);
    expect(model?.scoreShift).toBeGreaterThan(0.5);
  });

  test('a stream that receives nothing lags until it is stopped', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { stream } = await startStream(analyst, labelledTable({ seed, rows: 50 }));
    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({
        name: 'Silence',
        metric: 'stream_lag',
        comparator: 'above',
        threshold: 0,
      }),
      201,
    );
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('firing');

    expect(await analyst.api.streams.act(stream.id, 'stop')).toSucceed(200);

    await expect.poll(() => stateOf(analyst, rule.id)).toBe('no_data');
    const alerts = dataOf(await analyst.api.monitoring.alerts({ ruleId: rule.id }), 200);
    expect(alerts.items.map(({ status, latestValue }) => ({ status, latestValue }))).toEqual([
      { status: 'resolved', latestValue: null },
    ]);
  });

  test('during its cool-down a rule does not fire again', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const noisy = await detectorOfShare(analyst, seed, 0.2);
    const quiet = await detectorOfShare(analyst, seed + 1, 0.005);
    await noisy.detect();
    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({ ...anomalies, threshold: 0.15, cooldownSeconds: 3_600 }),
      201,
    );
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('firing');
    await quiet.detect();
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('ok');
    for (let more = 0; more < 4; more += 1) await noisy.detect();

    await expect.poll(() => stateOf(analyst, rule.id)).toBe('cooling_down');

    expect(dataOf(await analyst.api.monitoring.alerts({ ruleId: rule.id }), 200).total).toBe(1);
  });

  test('without a cool-down it does, as a second alert', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const noisy = await detectorOfShare(analyst, seed, 0.2);
    const quiet = await detectorOfShare(analyst, seed + 1, 0.005);
    await noisy.detect();
    const rule = dataOf(
      await analyst.api.monitoring.createAlertRule({ ...anomalies, threshold: 0.15, cooldownSeconds: 0 }),
      201,
    );
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('firing');
    await quiet.detect();
    await expect.poll(() => stateOf(analyst, rule.id)).toBe('ok');
    for (let more = 0; more < 4; more += 1) await noisy.detect();

    await expect.poll(() => stateOf(analyst, rule.id)).toBe('firing');

    const alerts = dataOf(await analyst.api.monitoring.alerts({ ruleId: rule.id }), 200);
    expect(alerts.items.map(({ status }) => status)).toEqual(['firing', 'resolved']);
  });

  test('a rule that is removed leaves its alert in the list, resolved', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { detect } = await detectorOfShare(analyst, seed, 0.2);
    await detect();
    const { id } = dataOf(
      await analyst.api.monitoring.createAlertRule({ ...anomalies, threshold: 0.01 }),
      201,
    );
    await expect.poll(() => stateOf(analyst, id)).toBe('firing');

    expect(await analyst.api.monitoring.removeAlertRule(id)).toSucceed(204);

    expect(await analyst.api.monitoring.removeAlertRule(id)).toBeRefused(404);
    expect(dataOf(await analyst.api.monitoring.alertRules(), 200).total).toBe(0);
    const alerts = dataOf(await analyst.api.monitoring.alerts(), 200);
    expect(alerts.items.map(({ ruleId, ruleName, status }) => ({ ruleId, ruleName, status }))).toEqual([
      { ruleId: null, ruleName: 'Many anomalies', status: 'resolved' },
    ]);
  });

  test('a rule goes with its detector, and its alert is resolved', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { detector, detect } = await detectorOfShare(analyst, seed, 0.2);
    await detect();
    const { id } = dataOf(
      await analyst.api.monitoring.createAlertRule({
        ...anomalies,
        threshold: 0.01,
        detectorId: detector.id,
      }),
      201,
    );
    await expect.poll(() => stateOf(analyst, id)).toBe('firing');

    expect(await analyst.api.detectors.remove(detector.id)).toSucceed(204);

    expect(dataOf(await analyst.api.monitoring.alertRules(), 200).total).toBe(0);
    expect(dataOf(await analyst.api.monitoring.alerts({ status: 'resolved' }), 200).total).toBe(1);
  });

  test('a rule is listed as it was made, with its defaults, and says who made it', async ({ tenant }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');

    const made = await analyst.api.monitoring.createAlertRule({ ...anomalies, threshold: 0.5 });

    const rule = dataOf(made, 201);
    expect(made.headers['location']).toBe(`/api/v1/monitoring/alert-rules/${rule.id}`);
    expect(rule).toMatchObject({
      ...anomalies,
      detectorId: null,
      threshold: 0.5,
      windowSeconds: 300,
      cooldownSeconds: 300,
      severity: 'medium',
      state: 'pending',
      value: null,
      createdBy: { kind: 'user', id: analyst.id },
    });
    expect(await viewer.api.monitoring.createAlertRule({ ...anomalies, threshold: 0.5 })).toBeRefused(403);
    expect(await viewer.api.monitoring.removeAlertRule(rule.id)).toBeRefused(403);
    expect(dataOf(await viewer.api.monitoring.alertRules(), 200).items.map(({ id }) => id)).toEqual([
      rule.id,
    ]);
  });

  test('what a rule cannot be is refused at its place', async ({ tenant, world }) => {
    const analyst = await tenant.actor('analyst');
    const create = (change: object) =>
      analyst.api.monitoring.createAlertRule({ ...anomalies, threshold: 0.5, ...change });

    expect(await create({ windowSeconds: 9 })).toBeRefused(422, { pointer: '/windowSeconds' });
    expect(await create({ windowSeconds: 86_401 })).toBeRefused(422, { pointer: '/windowSeconds' });
    expect(await create({ cooldownSeconds: -1 })).toBeRefused(422, { pointer: '/cooldownSeconds' });
    expect(await create({ threshold: 1.01 })).toBeRefused(422, { pointer: '/threshold' });
    expect(await create({ metric: 'mood' })).toBeRefused(422, { pointer: '/metric' });
    expect(await create({ detectorId: world.beta.detector.id })).toBeRefused(422, {
      pointer: '/detectorId',
    });
    expect(await create({ detectorId: '01900000-0000-7000-8000-000000000000' })).toBeRefused(422, {
      pointer: '/detectorId',
    });
    const ofNoDetector = { metric: 'latency_p95', detectorId: world.alpha.detector.id };
    expect(await create(ofNoDetector)).toBeRefused(422, { pointer: '/detectorId' });
    expect(dataOf(await analyst.api.monitoring.alertRules(), 200).total).toBe(0);
    expect(await create({})).toSucceed(201);
    expect(await create({})).toBeRefused(409);
  });

  test('a tenant has at most fifty rules, however many are made at once', async ({ tenant }) => {
    const { api } = tenant.owner;
    const make = (number: number) =>
      api.monitoring.createAlertRule({ ...anomalies, name: `rule ${number}`, threshold: 1 });

    const made = await Promise.all(Array.from({ length: 52 }, (_, number) => make(number)));

    expect(made.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(made.filter(({ status }) => status === 409)).toHaveLength(2);
    expect(dataOf(await api.monitoring.alertRules(), 200).total).toBe(50);
  });
});
