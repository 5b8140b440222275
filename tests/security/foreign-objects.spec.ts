import type { Result } from '../../api-clients/http/result.ts';
import { bareRequest, UNKNOWN_ID } from '../../contract/bare-request.ts';
import { loadContract } from '../../contract/contract.ts';
import { expect, test } from '../../fixtures/index.ts';
import { controlOnOwnObject } from './own-object-control.ts';
import { objectOf } from './world-objects.ts';

const contract = loadContract();
const aboutObjects = contract.operations.filter(
  ({ id }) => contract.rule(id).object !== null && contract.rule(id).access === 'member',
);
const withReferences = contract.operations.flatMap((operation) =>
  contract.rule(operation.id).references.map((reference) => ({ operation, ...reference })),
);

/** The answer without what is particular to the request: a foreign and an unknown id must give the same. */
function likeness({ status, headers, exchange }: Result<unknown>) {
  const body: unknown = JSON.parse(exchange.bodyText, (key, value: unknown) =>
    key === 'instance' || key === 'traceId' ? undefined : value,
  );
  return { status, contentType: headers['content-type'], headerNames: Object.keys(headers).sort(), body };
}

test.use({ transport: 'undici' });

test.describe('Foreign objects', { tag: ['@security', '@compliance'] }, () => {
  for (const operation of aboutObjects) {
    const { object } = contract.rule(operation.id);

    test(`${operation.id} treats another tenant’s ${object} like one that does not exist`, async ({
      tenant,
      world,
    }) => {
      const intruder = await world.beta.actor('owner');
      const foreignId = await objectOf(world.alpha, object);

      const foreign = await intruder.api.call(bareRequest(operation, foreignId));
      const unknown = await intruder.api.call(bareRequest(operation, UNKNOWN_ID));
      const malformed = await intruder.api.call(bareRequest(operation, 'not-an-id'));

      expect(foreign).toBeRefused(404);
      expect(likeness(foreign)).toEqual(likeness(unknown));
      expect(likeness(foreign)).toEqual(likeness(malformed));
      const control = await controlOnOwnObject(operation, { world, tenant, id: foreignId });
      expect(control.result.status, `the same call on one’s own ${object}`).toBe(control.expected);
    });
  }

  for (const { operation, pointer, object } of withReferences) {
    test(`${operation.id} treats another tenant’s ${object} at ${pointer} like one that does not exist`, async ({
      world,
    }) => {
      const intruder = await world.beta.actor('owner');
      const rule = contract.rule(operation.id);
      const own = await Promise.all(
        rule.references.map(async (reference) => ({
          pointer: reference.pointer,
          id: await objectOf(world.beta, reference.object),
        })),
      );
      const body = (id: string | null) =>
        Object.fromEntries(
          own.map((reference) => [
            reference.pointer.slice(1),
            reference.pointer === pointer ? (id ?? reference.id) : reference.id,
          ]),
        );
      const request = bareRequest(
        operation,
        rule.object === null ? undefined : await objectOf(world.beta, rule.object),
      );

      const foreign = await intruder.api.call({
        ...request,
        json: body(await objectOf(world.alpha, object)),
      });
      const unknown = await intruder.api.call({ ...request, json: body(UNKNOWN_ID) });

      expect(foreign).toBeRefused(422, { pointer });
      expect(likeness(foreign)).toEqual(likeness(unknown));
      // Positive control: with the caller's own object the refusal moves on to a field that is not known.
      const control = await intruder.api.call({
        ...request,
        json: { ...body(null), unknown: 1 },
      });
      expect(control).toBeRefused(422, { pointer: '/unknown' });
    });
  }
});
