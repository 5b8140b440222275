import type { Result } from '../../../api-clients/http/result.ts';
import { type Actor, covers, expect, test, type WorldTenant } from '../../../fixtures/index.ts';

/** Callers that wait for an answer at the same time. */
const AT_ONCE = 64;
const CALLS = 756;

type Reading = (caller: Actor, of: WorldTenant) => Promise<Result<unknown>>;

/** Readings whose answers show the canary of the tenant that they are of. */
const READINGS: readonly Reading[] = [
  ({ api }, { dataset }) => api.datasets.get(dataset.id),
  ({ api }, { dataset }) => api.datasets.rows(dataset.id, { limit: 2 }),
  ({ api }, { canary }) => api.datasets.list({ q: canary, limit: 2 }),
  ({ api }, { detector }) => api.detectors.get(detector.id),
  ({ api }, { canary }) => api.detectors.list({ q: canary, limit: 2 }),
  ({ api }, { detection }) => api.detections.get(detection.id),
];

test.use({ transport: 'undici' });

test.describe('Callers at the same time', { tag: ['@security', '@strains'] }, () => {
  test(
    'sixty-four callers of two tenants, each waiting for an answer, get their own tenant’s and no other',
    { annotation: covers('AZO-09') },
    async ({ world: { alpha, beta } }) => {
      const shown = async (answer: Promise<Result<unknown>>) => {
        const { status, bodyText } = (await answer).exchange;
        const named = [alpha, beta].filter(({ canary }) => bodyText.includes(canary));
        return [status, ...named.map((tenant) => (tenant === alpha ? 'alpha' : 'beta'))].join(' ');
      };
      const callsOf = async (name: string, own: WorldTenant, other: WorldTenant) => {
        const callers = [await own.actor('owner'), await own.actor('viewer'), own.keys.read];
        // Six readings of one's own to one of the other's, and every caller makes each of them.
        const readings = [
          ...READINGS.map((read) => async (caller: Actor) => `its own: ${await shown(read(caller, own))}`),
          async ({ api }: Actor) => `the other’s: ${await shown(api.datasets.get(other.dataset.id))}`,
        ];
        const calls = callers.flatMap((caller) =>
          readings.map((read) => async () => `${name} asks for ${await read(caller)}`),
        );
        return Array.from({ length: CALLS / 2 / calls.length }, () => calls).flat();
      };
      const ofBeta = await callsOf('beta', beta, alpha);
      const interleaved = (await callsOf('alpha', alpha, beta)).flatMap((call, index) =>
        [call, ofBeta[index]].filter((each) => each !== undefined),
      );

      const answers: Record<string, number> = {};
      const left = interleaved.values();
      const callOn = async () => {
        for (const call of left) {
          const answer = await call();
          answers[answer] = (answers[answer] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, callOn));

      expect(answers).toEqual({
        'alpha asks for its own: 200 alpha': 324,
        'alpha asks for the other’s: 404': 54,
        'beta asks for its own: 200 beta': 324,
        'beta asks for the other’s: 404': 54,
      });
    },
  );
});
