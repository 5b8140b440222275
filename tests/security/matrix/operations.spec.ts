import type { Operation } from '../../../contract/operations.ts';
import { agreedContract, covers, expect, needsOwnTenant, test } from '../../../fixtures/index.ts';

const contract = agreedContract();
const changes = contract.operations.filter(({ id }) => contract.rule(id).effect === 'change');
const changesOfThings = changes.filter(({ id }) => !needsOwnTenant(id));
const changesOfTenants = changes.filter(({ id }) => needsOwnTenant(id));
const readings = contract.operations.filter(({ id }) => contract.rule(id).effect === 'read');

/** What is asked of every operation. */
const ASKED = ['AUTHN-01', 'AUTHN-02', 'AZF-01', 'AZF-11', 'AUD-03'];

/** The checks of the catalogue that an operation's cells make. */
function checksOf({ id }: Operation) {
  const { access, effect, object, references } = contract.rule(id);
  return covers(
    ...(access === 'anonymous' ? ['AZF-01'] : ASKED),
    ...(access !== 'anonymous' && effect === 'change' ? ['AZF-02'] : []),
    ...(effect === 'change' ? ['AUD-01'] : []),
    ...(object === null ? [] : ['AZO-01', 'AZO-06']),
    ...(references.length === 0 ? [] : ['AZO-05']),
  );
}

test.use({ transport: 'undici' });

test.describe('The authorisation matrix', { tag: ['@security', '@compliance'] }, () => {
  for (const operation of readings) {
    test(
      `${operation.id} keeps to the policy in all its cells`,
      { annotation: checksOf(operation) },
      async ({ matrix }) => {
        const verdict = await matrix.tryReading(operation);

        expect(verdict).toKeepToThePolicy();
      },
    );
  }

  for (const operation of changesOfThings) {
    test(
      `${operation.id} keeps to the policy in all its cells`,
      { annotation: checksOf(operation) },
      async ({ matrix }) => {
        const verdict = await matrix.tryChange(operation);

        expect(verdict).toKeepToThePolicy();
      },
    );
  }

  for (const operation of changesOfTenants) {
    test(
      `${operation.id} keeps to the policy in all its cells`,
      { annotation: checksOf(operation) },
      async ({ matrix, tenant }) => {
        const verdict = await matrix.tryChange(operation, tenant);

        expect(verdict).toKeepToThePolicy();
      },
    );
  }
});
