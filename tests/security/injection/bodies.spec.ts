import { loadBaseline } from '../../../contract/contract.ts';
import type { Operation } from '../../../contract/operations.ts';
import { Schemas } from '../../../contract/schema/schema-node.ts';
import { type TextField, textFields } from '../../../contract/schema/text-fields.ts';
import { agreedContract, type Actor, covers, expect, test } from '../../../fixtures/index.ts';
import { OPERATORS, PAYLOADS, type PayloadKind } from '../../../test-data/injection-payloads.ts';
import { BODIES, bodyGround, type BodyGround } from './bodies.ts';
import {
  control,
  freeTextProbes,
  heldFields,
  narrowTextProbes,
  otherValueProbes,
  type Sending,
} from './body-probes.ts';
import { objectionsTo, placesOf } from './probe.ts';

const contract = agreedContract();
const schemas = new Schemas(loadBaseline());

/** Operations whose body has a text, with the places of those texts; the file of a form is none. */
const written: { operation: Operation; fields: TextField[] }[] = contract.operations
  .map((operation) => ({
    operation,
    fields: [...operation.requestBody.values()]
      .flatMap((schema) => textFields(schemas, schema))
      .filter(({ pointer }) => pointer !== '/file'),
  }))
  .filter(({ fields }) => fields.length > 0);

/** Every body of every operation, each sent by somebody who may. */
function sendings(ground: BodyGround, operator: Actor): { sending: Sending; fields: TextField[] }[] {
  return written.flatMap(({ operation, fields }) =>
    (BODIES[operation.id] ?? []).map((body) => {
      const api = contract.rule(operation.id).access === 'operator' ? operator.api : ground.owner;
      const sending = { operation, body, api, ground };
      return { sending, fields: heldFields(sending, fields) };
    }),
  );
}

/** A password is hashed on purpose slowly: a third of the payloads has to do there. */
function payloadsFor({ body }: Sending, kind: PayloadKind): string[] {
  return PAYLOADS[kind].filter((_, index) => body.hashes !== true || index % 3 === 0);
}

const KINDS: Record<PayloadKind, { check: string; speaks: string }> = {
  sql: { check: 'INJ-01', speaks: 'SQL' },
  command: { check: 'INJ-03', speaks: 'a shell or an interpreter' },
  template: { check: 'INJ-04', speaks: 'a template engine' },
};

test.use({ transport: 'undici', tenantPlan: 'enterprise' });

test.describe('Injection by body', { tag: '@security' }, () => {
  test(
    'every text that the contract takes in a body is in a body that is tried',
    { annotation: covers({ check: 'INJ-01', asvs: [] }) },
    async ({ tenant, seed, operator }) => {
      const ground = await bodyGround(tenant, seed);
      const all = sendings(ground, operator);

      const tried = new Set(
        all.flatMap(({ sending, fields }) =>
          fields.map(({ pointer }) => `${sending.operation.id} ${pointer}`),
        ),
      );
      const untried = written
        .flatMap(({ operation, fields }) => fields.map(({ pointer }) => `${operation.id} ${pointer}`))
        .filter((place) => !tried.has(place));

      expect(untried).toEqual([]);
      expect(await objectionsTo(all.map(({ sending }, index) => control(sending, `as-is-${index}`)))).toEqual(
        [],
      );
    },
  );

  for (const [kind, { check, speaks }] of Object.entries(KINDS)) {
    test(
      `what speaks to ${speaks} is stored as it is, or refused at its field`,
      { annotation: covers(check) },
      async ({ tenant, seed, operator }) => {
        const ground = await bodyGround(tenant, seed);
        let serial = 0;
        const probes = sendings(ground, operator).flatMap(({ sending, fields }) =>
          payloadsFor(sending, kind as PayloadKind).flatMap((payload) => {
            const label = `injected-${(serial += 1)}`;
            return [
              ...freeTextProbes(sending, fields, payload, label),
              ...narrowTextProbes(sending, fields, payload, label),
            ];
          }),
        );

        expect(await objectionsTo(probes)).toEqual([]);
      },
    );
  }

  test(
    'conditions of a document database are refused where a text belongs',
    { annotation: covers('INJ-02') },
    async ({ tenant, seed, operator }) => {
      const ground = await bodyGround(tenant, seed);
      const probes = sendings(ground, operator)
        // A form has nothing but texts, and of what is sent to an unknown thing nothing is looked at.
        .filter(({ sending: { body } }) => body.file === undefined && body.status !== 404)
        .flatMap(({ sending, fields }) =>
          OPERATORS.flatMap((value) =>
            otherValueProbes(
              sending,
              fields.map(({ pointer }) => pointer),
              value,
              'text',
            ),
          ),
        );

      expect(await objectionsTo(probes)).toEqual([]);

      expect(placesOf(probes)).toBeGreaterThan(500);
    },
  );
});
