import type { OperationRequest } from '../../../api-clients/http/transport.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import { Canonical } from '../../../contract/golden/canonical-answer.ts';
import type { GoldenAnswers } from '../../../contract/golden/recorded-answers.ts';
import { agreedContract, covers, dataOf, expect, test, type TenantHandle } from '../../../fixtures/index.ts';
import { trainDetector } from '../../../flows/train-detector.ts';
import { uploadTable } from '../../../flows/upload-table.ts';
import { labelledTable } from '../../../test-data/labelled-table.ts';

const contract = agreedContract();

/** The same in every run, unlike the seeds of other tests: its answers are compared over releases. */
const SEED = 909;

/** Operations of the platform itself, whose answers are of the day, and readings of the last seconds. */
const UNSTEADY = new Set(['tenant.usage', 'monitoring.performance', 'streams.metrics', 'audit.verify']);
const operations = contract.operations.filter(({ id }) => !id.startsWith('system.') && !UNSTEADY.has(id));

/** What the owner may try without doing anything: it reads, names what is not there, or lacks its body. */
const harmless = operations.filter(
  ({ method, path, requestBody }) => method === 'GET' || path.includes('{id}') || requestBody.size > 0,
);

/** Things that stand in every list, made in one order. */
async function prepare({ owner }: TenantHandle) {
  const { api } = owner;
  const table = labelledTable({ seed: SEED, rows: 60, features: 2 });
  const dataset = await uploadTable(owner, table, { name: 'Golden payments' });
  await uploadTable(owner, { columns: ['a', 'b'], rows: [[1, 'x']] }, { name: 'A second table' });
  const { detector } = await trainDetector(owner, {
    name: 'Golden detector',
    datasetId: dataset.id,
    algorithm: 'robust_zscore',
    seed: SEED,
  });
  dataOf(await api.detectors.create({ name: 'Not trained yet', algorithm: 'ecod' }), 201);
  const detection = dataOf(
    await api.detections.create({ detectorId: detector.id, datasetId: dataset.id }),
    201,
  );
  const stream = dataOf(await api.streams.create({ name: 'Golden stream', detectorId: detector.id }), 201);
  const definition = { type: 'frequency', filter: {}, count: 2, windowSeconds: 60 } as const;
  dataOf(await api.patterns.create({ name: 'Golden pattern', definition }), 201);
  return { datasets: dataset.id, detectors: detector.id, detections: detection.id, streams: stream.id };
}

/** The requests of an owner, by what they are called. */
function requestsOf(made: Record<string, string>): [string, OperationRequest][] {
  const bare = harmless.map((operation): [string, OperationRequest] => [
    `owner: ${operation.id}${operation.requestBody.size > 0 ? ' of nothing' : ''}`,
    { ...bareRequest(operation), ...(operation.requestBody.size > 0 ? { json: {} } : {}) },
  ]);
  const ofThings = operations
    .filter(({ method, path }) => method === 'GET' && path.includes('{id}'))
    .flatMap((operation): [string, OperationRequest][] => {
      const id = made[operation.path.split('/')[1] ?? ''];
      return id === undefined ? [] : [[`owner: ${operation.id} of a thing`, bareRequest(operation, id)]];
    });
  const lists = ['datasets.list', 'detectors.list'].flatMap((id): [string, OperationRequest][] =>
    ['name', '-name', 'createdAt', '-createdAt'].map((sort) => [
      `owner: ${id} by ${sort}, the second`,
      { ...bareRequest(contract.operation(id)), query: { sort, limit: 1, offset: 1 } },
    ]),
  );
  return [...bare, ...ofThings, ...lists];
}

test.use({ transport: 'undici' });

test.describe('Golden requests', { tag: ['@security', '@regression'], annotation: covers('CON-09') }, () => {
  test('are answered as they were by the release that was recorded', async ({
    tenant,
    anonymous,
    golden,
  }) => {
    const made = await prepare(tenant);
    const canonical = new Canonical({ [tenant.name]: '<tenant>', [tenant.canary]: '<canary>' });
    const answers: GoldenAnswers = {};

    // One after the other: ids are numbered as they come.
    for (const operation of operations) {
      const { exchange } = await anonymous.api.call(bareRequest(operation));
      answers[`nobody: ${operation.id}`] = canonical.answer(exchange);
    }
    for (const [name, request] of requestsOf(made)) {
      const { exchange } = await tenant.owner.api.call(request);
      answers[name] = canonical.answer(exchange);
    }

    expect(answers, 'where it is meant, "npm run shapes:update" takes it').toEqual(
      golden.recordedOr(answers),
    );
    expect(Object.keys(answers).length).toBeGreaterThan(200);
  });
});
