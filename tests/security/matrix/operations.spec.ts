import { loadContract } from '../../../contract/contract.ts';
import { covers, expect, test } from '../../../fixtures/index.ts';

const contract = loadContract();
const changes = contract.operations.filter(({ id }) => contract.rule(id).effect === 'change');
const readings = contract.operations.filter(({ id }) => contract.rule(id).effect === 'read');

test.use({ transport: 'undici' });

test.describe('The authorisation matrix', { tag: ['@security', '@compliance'] }, () => {
  for (const operation of readings) {
    test(
      `${operation.id} keeps to the policy in all its cells`,
      { annotation: covers('AZF-01') },
      async ({ matrix }) => {
        const verdict = await matrix.tryReading(operation);

        expect(verdict).toKeepToThePolicy();
      },
    );
  }

  for (const operation of changes) {
    test(
      `${operation.id} keeps to the policy in all its cells`,
      { annotation: covers('AZF-01') },
      async ({ matrix, tenant }) => {
        const verdict = await matrix.tryChange(operation, tenant);

        expect(verdict).toKeepToThePolicy();
      },
    );
  }
});
