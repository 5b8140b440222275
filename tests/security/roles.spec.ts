import { scopeSchema, roleSchema } from '../../api-clients/common/schemas.ts';
import { bareRequest } from '../../contract/bare-request.ts';
import { loadContract } from '../../contract/contract.ts';
import { verdict } from '../../contract/policy.ts';
import { expect, test } from '../../fixtures/index.ts';
import { statusForTheEntitled } from './entitled-status.ts';
import { objectOf } from './world-objects.ts';

const contract = loadContract();
const forMembers = contract.operations.filter(({ id }) => contract.rule(id).access === 'member');
const forTheOperator = contract.operations.filter(({ id }) => contract.rule(id).access === 'operator');

test.use({ transport: 'undici' });

test.describe('Roles and scopes', { tag: ['@security', '@compliance'] }, () => {
  for (const operation of forMembers) {
    const rule = contract.rule(operation.id);
    const barredRoles = roleSchema.options.filter(
      (role) => verdict(rule, { kind: 'member', role, credential: 'bearer' }) === 'forbidden',
    );
    const barredScopes = scopeSchema.options.filter(
      (scope) => verdict(rule, { kind: 'apiKey', scopes: [scope] }) === 'forbidden',
    );

    test(`${operation.id} is refused to every role and key that the policy does not name`, async ({
      world,
    }) => {
      const request = bareRequest(
        operation,
        rule.object === null ? undefined : await objectOf(world.alpha, rule.object),
      );

      for (const role of barredRoles) {
        expect.soft(await (await world.alpha.actor(role)).api.call(request), role).toBeRefused(403);
      }
      for (const scope of barredScopes) {
        expect
          .soft(await world.alpha.keys[scope].api.call(request), `key of scope ${scope}`)
          .toBeRefused(403);
      }

      // Positive control: the refused are known callers, whose credentials open what everybody may.
      const known = await Promise.all([
        ...barredRoles.map(async (role) => (await world.alpha.actor(role)).api.auth.me()),
        ...barredScopes.map((scope) => world.alpha.keys[scope].api.auth.me()),
      ]);
      expect(known.map(({ status }) => status)).toEqual(known.map(() => 200));
    });
  }

  for (const operation of forTheOperator) {
    test(`${operation.id} is refused to everybody of a tenant`, async ({ operator, world }) => {
      const request = bareRequest(operation);

      for (const role of roleSchema.options) {
        expect.soft(await (await world.alpha.actor(role)).api.call(request), role).toBeRefused(403);
      }
      for (const scope of scopeSchema.options) {
        expect
          .soft(await world.alpha.keys[scope].api.call(request), `key of scope ${scope}`)
          .toBeRefused(403);
      }

      const control = await operator.api.call(request);
      expect(control.status, 'the same call by the operator').toBe(statusForTheEntitled(operation));
    });
  }
});
