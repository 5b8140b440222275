import type { ApiClient } from '../../../api-clients/api-client.ts';
import type { Result } from '../../../api-clients/http/result.ts';
import type { Operation } from '../../../contract/operations.ts';
import { sharedReadings } from '../../../contract/readings.ts';
import { agreedContract, covers, expect, test } from '../../../fixtures/index.ts';
import { MOVING, still } from '../moving-figures.ts';
import { thingsIn } from './tenants-of-things.ts';

/** What both tenants read at the same address; what is each reader’s own, and figures that move, are left out. */
const SHARED = sharedReadings(agreedContract()).filter(({ id }) => id !== 'auth.me' && !MOVING.has(id));

const ROUNDS = 4;

/** The operator alone is somebody to both: who set up the tenants stands in the audit log of each. */
const PEOPLE_OF_BOTH = 1;

test.use({ transport: 'undici' });

const read = (api: ApiClient, { id, path }: Operation): Promise<Result<unknown>> =>
  api.call({ operationId: id, method: 'GET', path });

const answerOf = ({ status, exchange }: Result<unknown>) => ({
  status,
  body: still(exchange.bodyText),
});

test.describe('Caches', { tag: '@security', annotation: covers('AZO-08') }, () => {
  for (const operation of SHARED) {
    test(`${operation.id} gives each tenant its own answer, whoever asked at that address before`, async ({
      world,
    }) => {
      const { api: alpha } = await world.alpha.actor('owner');
      const { api: beta } = await world.beta.actor('owner');
      await world.alpha.everyThing();
      await world.beta.everyThing();
      const first = await read(alpha, operation);
      const plain = answerOf(await read(beta, operation));
      const tag = first.headers['etag'] ?? '"none"';

      const conditional = [
        await read(beta.withHeaders({ 'if-none-match': tag }), operation),
        await read(beta.withHeaders({ 'if-none-match': '*' }), operation),
        await read(
          beta.withHeaders({ 'if-modified-since': new Date(Date.parse('2100-01-01')).toUTCString() }),
          operation,
        ),
      ];
      const crowd = await Promise.all(
        Array.from({ length: ROUNDS }, () => [read(alpha, operation), read(beta, operation)]).flat(),
      );

      expect([first.status, plain.status]).toEqual([200, 200]);
      const own = thingsIn(operation.id, plain.body);
      const both = [...thingsIn(operation.id, first.exchange.bodyText)].filter((id) => own.has(id));
      expect(both.length).toBeLessThanOrEqual(PEOPLE_OF_BOTH);
      expect(conditional.map(answerOf)).toEqual(conditional.map(() => plain));
      expect(crowd.filter((_, index) => index % 2 === 1).map(answerOf)).toEqual(
        Array.from({ length: ROUNDS }, () => plain),
      );
      expect(crowd.filter((_, index) => index % 2 === 0).map(answerOf)).toEqual(
        Array.from({ length: ROUNDS }, () => answerOf(first)),
      );
      expect([first, ...conditional, ...crowd].map(({ headers }) => headers['cache-control'])).toEqual(
        Array.from({ length: 4 + 2 * ROUNDS }, () => 'no-store'),
      );
    });

    test(`${operation.id} is no page, style or picture to a cache that goes by the end of the address`, async ({
      world,
    }) => {
      const { api } = await world.alpha.actor('owner');
      const endings = ['/x.css', '/x.js', '.css', '/logo.png', ';x.css', '%2fx.css'];

      const answers = await Promise.all(
        endings.map(async (ending) => {
          const owner = await world.alpha.actor('owner');
          return owner.wire.send({ method: 'GET', target: `/api/v1${operation.path}${ending}` });
        }),
      );

      // 404, or 405 where one thing of that id would be removed: never a success.
      expect(answers.filter(({ status }) => status < 400)).toEqual([]);
      expect(await read(api, operation)).toSucceed(200);
    });
  }
});
