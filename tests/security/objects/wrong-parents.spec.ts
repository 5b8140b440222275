import { bareRequest } from '../../../contract/bare-request.ts';
import type { ObjectKind } from '../../../contract/policy.ts';
import { memberReadings } from '../../../contract/readings.ts';
import { agreedContract, covers, dataOf, expect, test, objectOf } from '../../../fixtures/index.ts';
import { trainDetector } from '../../../flows/train-detector.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { waitForJob } from '../../../flows/wait-for-job.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';

const contract = agreedContract();
const readings = memberReadings(contract).filter(({ id }) => contract.rule(id).object !== null);
const KINDS = [
  ...new Set([...contract.policy.operations.values()].flatMap(({ object }) => object ?? [])),
] satisfies ObjectKind[];

test.use({ transport: 'undici' });

test.describe('Things in the wrong place', { tag: '@security', annotation: covers('AZO-04') }, () => {
  for (const operation of readings) {
    const { object } = contract.rule(operation.id);

    test(`${operation.id} knows no thing of another kind as its ${object}, one’s own neither`, async ({
      world,
    }) => {
      const { api } = await world.alpha.actor('owner');
      const others = KINDS.filter((kind) => kind !== object);

      for (const kind of others) {
        const id = await objectOf(world.alpha, kind);
        expect.soft(await api.call(bareRequest(operation, id)), kind).toBeRefused(404);
      }

      // Positive control: the thing of its own kind is found, though the plot is not said what to draw.
      const own = await api.call(bareRequest(operation, await objectOf(world.alpha, object)));
      expect(own.status).toBe(operation.id === 'detections.plot' ? 422 : 200);
    });
  }

  test('a detector has the versions that it was trained to, and not those of another one', async ({
    tenant,
    seed,
  }) => {
    const { api } = tenant.owner;
    const dataset = await uploadTable(tenant.owner, labelledTable({ seed, rows: 60, features: 2 }));
    const training = { datasetId: dataset.id, algorithm: 'robust_zscore' } as const;
    const twice = await trainDetector(tenant.owner, { ...training, name: 'twice' });
    const again = dataOf(await api.detectors.train(twice.detector.id, { datasetId: dataset.id }), 202);
    await waitForJob(tenant.owner, again.id);
    const once = (await trainDetector(tenant.owner, { ...training, name: 'once' })).detector.id;
    const version = { pathParams: { id: once, version: '2' } };
    const rows = [[1, 2]];

    const read = await api.detectors.version(once, 2);
    const exported = await api.detectors.export(once, 2);
    const promoted = await api.call({ ...bareRequest(contract.operation('detectors.promote')), ...version });
    const predicted = await api.detectors.predict(once, { rows, version: 2 });
    const evaluated = await api.detectors.evaluate(once, { datasetId: dataset.id, version: 2 });
    const detected = await api.detections.create({ detectorId: once, datasetId: dataset.id, version: 2 });

    expect(read).toBeRefused(404);
    expect(exported).toBeRefused(404);
    expect(promoted).toBeRefused(404);
    expect(predicted).toBeRefused(422, { pointer: '/version' });
    expect(evaluated).toBeRefused(422, { pointer: '/version' });
    expect(detected).toBeRefused(422, { pointer: '/version' });
    expect(await api.detectors.version(twice.detector.id, 2)).toSucceed(200);
  });
});
