import { loadBaseline } from '../../../contract/contract.ts';
import { operationsOf } from '../../../contract/operations.ts';
import { Schemas } from '../../../contract/schema/schema-node.ts';
import { agreedContract, covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { isPromised, undeclaredFields } from '../pages/answers.ts';

const contract = agreedContract();

test.use({ transport: 'undici' });

test.describe(
  'The document and the traffic',
  { tag: ['@security', '@reads'], annotation: covers('CON-10') },
  () => {
    test('the document of the target has the operations that the matrix tries, and no other', async ({
      anonymous,
    }) => {
      const live = dataOf(await anonymous.api.system.openapi(), 200);

      const documented = operationsOf(live).map(({ id, method, path }) => `${id}: ${method} ${path}`);

      // Every one of them is called by tests/security/matrix, so none is documented and never tried.
      const tried = contract.operations.map(({ id, method, path }) => `${id}: ${method} ${path}`);
      expect(documented.toSorted()).toEqual(tried.toSorted());
      expect(contract.unnamed()).toEqual([]);
      expect(documented.length).toBeGreaterThan(100);
    });

    test('a field that no answer declares is seen, and one that is not always there', () => {
      const schemas = new Schemas(loadBaseline());
      const schema = contract.operation('datasets.list').responses.get(200)?.get('application/json');
      const strange = { items: [{ id: '', rowSecret: 1 }], total: 1, limit: 1, offset: 0, debug: {} };

      expect(undeclaredFields(schemas, schema, strange)).toEqual(['/items/[]/rowSecret', '/debug']);
      expect(isPromised(schemas, schema, '/items/[]/name')).toBe(true);
      expect(isPromised(schemas, schema, '/items/[]/rowSecret')).toBe(false);
    });
  },
);
