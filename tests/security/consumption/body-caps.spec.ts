import { bareRequest } from '../../../contract/bare-request.ts';
import { agreedContract, covers, dataOf, expect, objectOf, test } from '../../../fixtures/index.ts';

const contract = agreedContract();
const TAKING = contract.operations.filter(
  ({ id, requestBody }) => requestBody.has('application/json') && contract.rule(id).access === 'member',
);

/** The largest JSON body that is read, in bytes. */
const MOST_BYTES = 5 * 1024 * 1024;
/** Deeper than any call stack, in 200 kB. */
const DEPTH = 100_000;
const DEEP = `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`;
/** Digits that a reader of numbers could take its time with. */
const LONG_NUMBER = `1${'0'.repeat(100_000)}`;

const json = (content: string) => ({ raw: { contentType: 'application/json', content } });
/** A body of exactly that many bytes. */
const detectorOf = (bytes: number): string => {
  const around = '{"name":"","algorithm":"robust_zscore"}';
  return around.replace('""', `"${'n'.repeat(bytes - around.length)}"`);
};

test.use({ transport: 'undici' });

test.describe(
  'Large bodies',
  { tag: ['@security', '@resource', '@strains'], annotation: covers('RES-04') },
  () => {
    test('no operation loses its footing over a body as deep as it is long, with a key for repeating or without', async ({
      world,
    }) => {
      const { api } = await world.alpha.actor('owner');

      for (const operation of TAKING) {
        const { object } = contract.rule(operation.id);
        const request = bareRequest(
          operation,
          object === null ? undefined : await objectOf(world.alpha, object),
        );
        const once = api.withHeaders({ 'idempotency-key': `deep-${operation.id}` });
        expect.soft(await api.call({ ...request, ...json(DEEP) }), operation.id).toBeRefused(422);
        expect
          .soft(await once.call({ ...request, ...json(`{"deep":${DEEP}}`) }), operation.id)
          .toBeRefused(422);
      }
    });

    test('a depth, a number or a text that no field holds is refused where it stands', async ({ tenant }) => {
      const { api } = tenant.owner;
      const create = (body: string) =>
        api.call({ operationId: 'detectors.create', method: 'POST', path: '/detectors', ...json(body) });
      const detector = (fields: string) => `{"name":"d","algorithm":"isolation_forest",${fields}}`;

      expect(await create(detector(`"parameters":{"trees":${DEEP}}`))).toBeRefused(422);
      expect(await create(detector(`"parameters":{"trees":${LONG_NUMBER}}`))).toBeRefused(422);
      expect(await create(detector('"contamination":1e400'))).toBeRefused(422, { pointer: '/contamination' });
      expect(await create(detector(`"description":"${'d'.repeat(2_001)}"`))).toBeRefused(422, {
        pointer: '/description',
      });
      expect(dataOf(await api.detectors.list(), 200).total).toBe(0);
      expect(await create(detector(`"description":"${'d'.repeat(2_000)}"`))).toSucceed(201);
    });

    test('a body of 5 MiB is read and judged, one byte more is not', async ({ world }) => {
      const { api } = await world.alpha.actor('analyst');
      const create = (bytes: number) =>
        api.call({
          operationId: 'detectors.create',
          method: 'POST',
          path: '/detectors',
          ...json(detectorOf(bytes)),
        });

      expect(await create(MOST_BYTES)).toBeRefused(422, { pointer: '/name' });
      expect(await create(MOST_BYTES + 1)).toBeRefused(413);
    });
  },
);
