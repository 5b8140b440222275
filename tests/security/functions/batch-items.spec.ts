import { UNKNOWN_ID } from '../../../contract/bare-request.ts';
import { covers, dataOf, errorsOf, expect, test } from '../../../fixtures/index.ts';

test.use({ transport: 'undici' });

test.describe('Items of a batch', { tag: '@security', annotation: covers('AZF-07') }, () => {
  for (const place of [0, 1, 2]) {
    for (const field of ['detectorId', 'datasetId'] as const) {
      test(`a foreign ${field} at place ${place} stops the whole batch, like one that does not exist`, async ({
        world,
      }) => {
        const { alpha, beta } = world;
        const { api } = await beta.actor('analyst');
        const { api: victim } = await alpha.actor('analyst');
        const own = { detectorId: beta.detector.id, datasetId: beta.dataset.id };
        const foreign = { detectorId: alpha.detector.id, datasetId: alpha.dataset.id };
        const started = async () => [
          dataOf(await api.jobs.list(), 200).total,
          dataOf(await victim.jobs.list(), 200).total,
        ];
        // Two of one's own and one that is not, at each place.
        const pairs = (id: string) => [0, 1, 2].map((at) => (at === place ? { ...own, [field]: id } : own));
        const before = await started();

        const withForeign = await api.detections.batch({ pairs: pairs(foreign[field]) });
        const withUnknown = await api.detections.batch({ pairs: pairs(UNKNOWN_ID) });

        expect(withForeign).toBeRefused(422, { pointer: `/pairs/${place}/${field}` });
        expect(withUnknown).toBeRefused(422, { pointer: `/pairs/${place}/${field}` });
        expect(errorsOf(withForeign)).toEqual(errorsOf(withUnknown));
        expect(await started()).toEqual(before);
      });
    }
  }

  test('a batch crosses nothing that is foreign, in either of its lists', async ({ world }) => {
    const { alpha, beta } = world;
    const { api } = await beta.actor('analyst');
    const before = dataOf(await api.jobs.list(), 200).total;

    const detectors = await api.detections.batch({
      detectorIds: [beta.detector.id, alpha.detector.id],
      datasetIds: [beta.dataset.id],
    });
    const datasets = await api.detections.batch({
      detectorIds: [beta.detector.id],
      datasetIds: [beta.dataset.id, alpha.dataset.id],
    });

    expect(detectors).toBeRefused(422, { pointer: '/detectorIds/1' });
    expect(datasets).toBeRefused(422, { pointer: '/datasetIds/1' });
    expect(dataOf(await api.jobs.list(), 200).total).toBe(before);
  });
});
