import type { Event, EventStatus } from '../../api-clients/events/schemas.ts';
import { prepareAlarms, raiseEvent } from '../../flows/raise-events.ts';
import { covers, dataOf, expect, test, type Actor } from '../../fixtures/index.ts';

type Verb = 'acknowledge' | 'resolve' | 'ignore';

/** The verbs that lead from an open event to each state. */
const ROAD_TO: Record<EventStatus, readonly Verb[]> = {
  open: [],
  acknowledged: ['acknowledge'],
  resolved: ['acknowledge', 'resolve'],
  ignored: ['ignore'],
};

const ALLOWED: readonly { from: EventStatus; verb: Verb; to: EventStatus }[] = [
  { from: 'open', verb: 'acknowledge', to: 'acknowledged' },
  { from: 'open', verb: 'ignore', to: 'ignored' },
  { from: 'acknowledged', verb: 'resolve', to: 'resolved' },
  { from: 'acknowledged', verb: 'ignore', to: 'ignored' },
];

const REFUSED: readonly { from: EventStatus; verbs: readonly Verb[] }[] = [
  { from: 'open', verbs: ['resolve'] },
  { from: 'acknowledged', verbs: ['acknowledge'] },
  { from: 'resolved', verbs: ['acknowledge', 'resolve', 'ignore'] },
  { from: 'ignored', verbs: ['acknowledge', 'resolve', 'ignore'] },
];

/** An event of the actor's tenant. */
async function openEvent(actor: Actor, seed: number): Promise<Event> {
  const { event } = await raiseEvent(actor, await prepareAlarms(actor, seed));
  return event;
}

/** Brings an open event into a state. */
async function bring(actor: Actor, { id }: Event, state: EventStatus): Promise<Event> {
  for (const verb of ROAD_TO[state]) dataOf(await actor.api.events[verb](id), 200);
  return dataOf(await actor.api.events.get(id), 200);
}

test.describe('States of events', { tag: '@integration' }, () => {
  for (const { from, verb, to } of ALLOWED) {
    test(
      `${verb} takes an event that is ${from} to ${to}`,
      { annotation: covers('BIZ-02') },
      async ({ tenant, seed }) => {
        const analyst = await tenant.actor('analyst');
        const verifier = await tenant.actor('verifier');
        const event = await bring(analyst, await openEvent(analyst, seed), from);

        const moved = dataOf(await verifier.api.events[verb](event.id, { note: 'seen to' }), 200);

        const step = moved.history.at(-1);
        expect(moved).toEqual({ ...event, status: to, history: [...event.history, step] });
        expect(step).toEqual({
          status: to,
          note: 'seen to',
          by: { kind: 'user', id: verifier.id, name: expect.any(String) },
          at: expect.any(String),
        });
        expect(dataOf(await analyst.api.events.get(event.id), 200)).toEqual(moved);
      },
    );
  }

  for (const { from, verbs } of REFUSED) {
    test(
      `an event that is ${from} stays so against ${verbs.join(', ')}`,
      { annotation: covers('BIZ-02') },
      async ({ tenant, seed }) => {
        const analyst = await tenant.actor('analyst');
        const event = await bring(analyst, await openEvent(analyst, seed), from);

        for (const verb of verbs) {
          const moved = await analyst.api.events[verb](event.id);
          expect.soft(moved, verb).toBeRefused(409);
          expect.soft(moved, verb).toMatchObject({ problem: { detail: `The event is ${from}.` } });
        }

        expect(dataOf(await analyst.api.events.get(event.id), 200)).toEqual(event);
      },
    );
  }

  test(
    'of ten who acknowledge an event at once, one does',
    { annotation: covers('BIZ-03') },
    async ({ tenant, seed }) => {
      const analyst = await tenant.actor('analyst');
      const event = await openEvent(analyst, seed);
      const tenTimes = <Answer>(call: () => Promise<Answer>) => Promise.all(Array.from({ length: 10 }, call));
      // Ten readings open what connections ten calls need, so that the ten that count really meet.
      await tenTimes(() => analyst.api.events.get(event.id));

      const results = await tenTimes(() => analyst.api.events.acknowledge(event.id));

      expect(results.map(({ status }) => status).sort()).toEqual([
        200,
        ...Array.from({ length: 9 }, () => 409),
      ]);
      expect(dataOf(await analyst.api.events.get(event.id), 200).history).toHaveLength(1);
    },
  );

  test('a change of state leaves one audit entry that names the event', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const auditor = await tenant.actor('auditor');
    const event = await openEvent(analyst, seed);

    dataOf(await analyst.api.events.ignore(event.id), 200);

    const { items } = dataOf(await auditor.api.audit.list({ action: 'events.ignore' }), 200);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      outcome: 'allowed',
      status: 200,
      actor: { id: analyst.id },
      target: { type: 'event', id: event.id },
    });
  });

  test('a change on the ground of a stale state is refused, and one of the current state is not', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const event = await openEvent(analyst, seed);
    const stale = { ifMatch: (await analyst.api.events.get(event.id)).headers['etag'] ?? '' };
    const acknowledged = await analyst.api.events.acknowledge(event.id, {}, stale);
    const current = { ifMatch: acknowledged.headers['etag'] ?? '' };

    expect(acknowledged).toSucceed(200);
    expect(await analyst.api.events.ignore(event.id, {}, stale)).toBeRefused(412);
    expect(await analyst.api.events.ignore(event.id, {}, current)).toSucceed(200);
  });

  test('an event is taken in hand and resolved only on the ground of its current state', async ({
    tenant,
    seed,
  }) => {
    const analyst = await tenant.actor('analyst');
    const { api } = analyst;
    const { id } = await openEvent(analyst, seed);
    const tag = async () => ({ ifMatch: (await api.events.get(id)).headers['etag'] ?? '' });
    const open = await tag();

    expect(await api.events.acknowledge(id, {}, { ifMatch: '"another"' })).toBeRefused(412);
    expect(await tag()).toEqual(open);
    expect(await api.events.acknowledge(id, {}, open)).toSucceed(200);
    const acknowledged = await tag();
    expect(await api.events.resolve(id, {}, open)).toBeRefused(412);
    expect(await tag()).toEqual(acknowledged);
    expect(await api.events.resolve(id, {}, acknowledged)).toSucceed(200);
  });

  test('a viewer cannot take an event in hand, a verifier can', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const viewer = await tenant.actor('viewer');
    const verifier = await tenant.actor('verifier');
    const { id } = await openEvent(analyst, seed);

    expect(await viewer.api.events.acknowledge(id)).toBeRefused(403);
    expect(await verifier.api.events.acknowledge(id)).toSucceed(200);
  });

  test('a note of no or too many characters is refused at its field', async ({ tenant, seed }) => {
    const analyst = await tenant.actor('analyst');
    const { id } = await openEvent(analyst, seed);
    const acknowledge = (note: string) => analyst.api.events.acknowledge(id, { note });

    expect(await acknowledge('')).toBeRefused(422, { pointer: '/note' });
    expect(await acknowledge('n'.repeat(1_001))).toBeRefused(422, { pointer: '/note' });
    expect(await acknowledge('n'.repeat(1_000))).toSucceed(200);
  });
});
