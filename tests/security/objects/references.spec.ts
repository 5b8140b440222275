import type { OperationRequest } from '../../../api-clients/http/transport.ts';
import { UNKNOWN_ID } from '../../../contract/bare-request.ts';
import { loadBaseline } from '../../../contract/contract.ts';
import { Schemas } from '../../../contract/schema/schema-node.ts';
import { agreedContract, covers, errorsOf, expect, test } from '../../../fixtures/index.ts';
import { trainDetector } from '../../../flows/train-detector.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';

const contract = agreedContract();
const schemas = new Schemas(loadBaseline());

interface Ids {
  dataset: string;
  detector: string;
}

interface Reference {
  pointer: string;
  /** A body that is right but for what the ids name. */
  body: (ids: Ids) => Record<string, unknown>;
  status: number;
}

const candidates = [{ algorithm: 'robust_zscore' }];
const subject = (datasetId: string) => ({
  subject: { type: 'data', value: '1', columns: [{ datasetId, column: 'feature_1' }] },
});

/** Operations whose body names other things, each with a body that succeeds with one's own. */
const REFERENCES: Record<string, readonly Reference[]> = {
  'experiments.create': [
    {
      pointer: '/datasetId',
      body: ({ dataset }) => ({ name: 'e', datasetId: dataset, candidates }),
      status: 201,
    },
  ],
  'automl.start': [
    {
      pointer: '/datasetId',
      body: ({ dataset }) => ({
        name: 'a',
        datasetId: dataset,
        algorithms: ['robust_zscore'],
        budget: { trials: 1, seconds: 30 },
      }),
      status: 202,
    },
  ],
  'streams.create': [
    { pointer: '/detectorId', body: ({ detector }) => ({ name: 's', detectorId: detector }), status: 201 },
  ],
  'monitoring.createAlertRule': [
    {
      pointer: '/detectorId',
      body: ({ detector }) => ({
        name: 'r',
        metric: 'drift',
        detectorId: detector,
        comparator: 'above',
        threshold: 1,
      }),
      status: 201,
    },
  ],
  'privacy.createExport': [
    {
      pointer: '/subject/columns/0/datasetId',
      body: ({ dataset }) => subject(dataset),
      status: 202,
    },
  ],
  'privacy.createErasure': [
    {
      pointer: '/subject/columns/0/datasetId',
      body: ({ dataset }) => subject(dataset),
      status: 202,
    },
  ],
};

/** References that are tried elsewhere: by the policy’s `references`, or as items of a batch. */
const ELSEWHERE = [
  'detectors.train',
  'detectors.evaluate',
  'detections.create',
  'detections.batch',
  'patterns.create',
];

/** Whether a schema has an id in it, at whatever depth. */
function namesThings(schema: unknown): boolean {
  return schemas
    .alternatives(schema)
    .some(
      ({ format, properties = {}, items }) =>
        format === 'uuid' ||
        Object.values(properties).some(namesThings) ||
        (items !== undefined && namesThings(items)),
    );
}

test.use({ transport: 'undici' });

test.describe('Things that a body names', { tag: '@security', annotation: covers('AZO-05') }, () => {
  for (const [operationId, references] of Object.entries(REFERENCES)) {
    for (const { pointer, body, status } of references) {
      test(`${operationId} takes another tenant’s thing at ${pointer} for one that does not exist`, async ({
        tenant,
        world,
        seed,
      }) => {
        const { api } = tenant.owner;
        const dataset = await uploadTable(tenant.owner, labelledTable({ seed, rows: 40 }));
        const { detector } = await trainDetector(tenant.owner, {
          datasetId: dataset.id,
          algorithm: 'robust_zscore',
        });
        const { method, path } = contract.operation(operationId);
        const request = (ids: Ids): OperationRequest => ({ operationId, method, path, json: body(ids) });

        const foreign = await api.call(
          request({ dataset: world.alpha.dataset.id, detector: world.alpha.detector.id }),
        );
        const unknown = await api.call(request({ dataset: UNKNOWN_ID, detector: UNKNOWN_ID }));

        expect(foreign).toBeRefused(422, { pointer });
        expect(errorsOf(foreign)).toEqual(errorsOf(unknown));
        expect(await api.call(request({ dataset: dataset.id, detector: detector.id }))).toSucceed(status);
      });
    }
  }

  test('every operation of the contract whose body names a thing is among those tried', () => {
    const naming = contract.operations.filter(
      ({ id, requestBody }) =>
        contract.rule(id).access === 'member' && [...requestBody.values()].some(namesThings),
    );

    expect(naming.map(({ id }) => id).toSorted()).toEqual(
      [...Object.keys(REFERENCES), ...ELSEWHERE].toSorted(),
    );
  });
});
