import { type Method, operationUrl } from '../../../api-clients/http/transport.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import { agreedContract, covers, expect, test } from '../../../fixtures/index.ts';
import { operationsAt } from './operations-at.ts';

const contract = agreedContract();

/** Places under which platforms keep what is not meant for everybody. */
const WORDS = [
  'actuator actuator/env actuator/health admin admin/users admin/tenants internal internal/users private',
  'debug debug/pprof debug/vars config configuration env status info server-status health health/detailed',
  'healthz docs docs/oauth2 redoc swagger swagger.json swagger-ui openapi openapi.yaml graphql graphiql rpc',
  'users users/me accounts tenants me login logout register impersonate sudo token tokens keys secrets',
  'test test/reset test-upload test-email-outbox auth/test-email-outbox auth/impersonate',
  'auth/debug outbox mails backup dump export import sql query eval shell exec flags mutants sabotage seed reset',
  'queue queues tasks cron audit/purge audit/reset audit/entries operator operator/audit',
  'operator/users operator/impersonate metrics/reset v0 v1 v2 beta legacy old .env .git/config',
]
  .join(' ')
  .split(' ');

const ALL_METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

test.use({ transport: 'undici' });

test.describe('Hidden operations', { tag: '@security', annotation: covers('AZF-05') }, () => {
  test('there is nothing at the places where platforms hide operations, for the operator neither', async ({
    anonymous,
    operator,
    world,
  }) => {
    const callers = [anonymous, await world.alpha.actor('owner'), operator];

    for (const { api, name } of callers) {
      const results = await Promise.all(
        WORDS.map((word) => api.call({ operationId: 'hidden', method: 'GET', path: `/${word}` })),
      );
      const found = results.filter(({ status }) => status !== 404).map(({ exchange }) => exchange.path);
      expect.soft(found, `found by ${name}`).toEqual([]);
    }

    // Positive control: the operator's calls arrive.
    expect(await operator.api.operator.listTenants()).toSucceed(200);
  });

  test('each path of the contract knows its methods and no others, for the operator neither', async ({
    operator,
    world,
  }) => {
    const owner = await world.alpha.actor('owner');
    const paths = [...new Map(contract.operations.map((operation) => [operation.path, operation])).values()];
    const unknown = paths.flatMap((operation) => {
      const request = bareRequest(operation);
      const known = operationsAt(new URL(operationUrl('http://target', request)).pathname);
      const methods: string[] = known.map(({ method }) => method);
      const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
      return ALL_METHODS.filter((method) => !methods.includes(method)).map((method) => ({
        request: { ...request, operationId: 'hidden', method },
        expected: {
          call: `${method} ${operation.path}`,
          status: 405,
          allow: [...new Set(allow)].sort().join(', '),
        },
      }));
    });

    for (const { api, name } of [owner, operator]) {
      const results = await Promise.all(unknown.map(({ request }) => api.call(request)));
      const answers = results.map(({ status, headers, exchange }) => ({
        call: `${exchange.method} ${exchange.path}`,
        status,
        allow: headers['allow'],
      }));
      expect.soft(answers, `as ${name}`).toEqual(unknown.map(({ expected }) => expected));
    }
  });
});
