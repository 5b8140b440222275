import { PROBLEM_STATUS } from '../../../api-clients/http/problem.ts';
import type { Method } from '../../../api-clients/http/transport.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import { agreedContract, covers, expect, test } from '../../../fixtures/index.ts';

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const contract = agreedContract();
const paths = [...new Map(contract.operations.map((operation) => [operation.path, operation])).values()];

/** Methods that the contract has at the path of an operation, a template's braces filled with anything. */
function documentedAt(path: string): Method[] {
  return METHODS.filter((method) => contract.operationOf({ method, path, operationId: '' }) !== undefined);
}

/** `Allow` of a path with these methods: in the order of the alphabet, HEAD wherever GET is. */
function allow(documented: readonly Method[]): string {
  const head: Method[] = documented.includes('GET') ? ['HEAD'] : [];
  return [...documented, ...head].sort().join(', ');
}

test.describe('Methods', { tag: '@security', annotation: covers('CON-04') }, () => {
  test.use({ transport: 'undici' });

  test('that the contract does not have at a path are refused there, with all those that it has', async ({
    anonymous,
  }) => {
    const tried = paths.flatMap((operation) => {
      const documented = documentedAt(operation.path);
      const others = METHODS.filter((method) => !documented.includes(method));
      return others.map((method) => ({ documented, method, request: bareRequest(operation) }));
    });

    const answers = await Promise.all(
      tried.map(async ({ method, request, documented }) => ({
        name: `${method} ${request.path}`,
        documented,
        result: await anonymous.api.call({ ...request, operationId: 'none', method }),
      })),
    );

    // In one comparison: there are hundreds.
    const seen = answers.map(({ name, result }) => ({
      name,
      status: result.status,
      allow: result.headers['allow'],
      type: result.ok ? null : PROBLEM_STATUS[result.problem.type],
    }));
    const due = answers.map(({ name, documented }) => ({
      name,
      status: 405,
      allow: allow(documented),
      type: 405,
    }));
    expect(seen).toEqual(due);
    expect(answers.length).toBeGreaterThan(paths.length);
    // Positive control: a path answers to the method that it has.
    expect(await anonymous.api.system.live()).toSucceed(200);
  });
});
