import type { AuditEntry } from '../../../api-clients/audit/schemas.ts';
import type { Result } from '../../../api-clients/http/result.ts';
import { type Actor, covers, dataOf, expect, test } from '../../../fixtures/index.ts';
import { totp } from '../../../test-data/totp.ts';

/** How far the clocks of suite and target may lie apart, in milliseconds, beside the time that a call takes. */
const CLOCK_SLACK_MS = 2000;

/** What was recorded of each answer, in short. */
async function recordedOf({ api }: Actor, results: readonly Result<unknown>[]): Promise<string[][]> {
  const { items } = dataOf(await api.audit.list({ limit: 200 }), 200);
  return results.map(({ headers }) =>
    items.filter(({ requestId }) => requestId === headers['x-request-id']).map(inShort),
  );
}

const inShort = ({ action, outcome, status, actor }: AuditEntry) =>
  `${action} ${outcome} ${status} by ${actor.id ?? 'nobody'}`;

test.use({ transport: 'undici' });

test.describe('What the audit log says', { tag: ['@security', '@compliance'] }, () => {
  test(
    'of everything that has to do with signing in, it says who and how it ended, once',
    { annotation: covers('AUD-02', 'AUD-09') },
    async ({ anonymous, tenant }) => {
      const viewer = await tenant.actor('viewer');
      const { email, password, id } = viewer;
      const enrolment = await viewer.api.auth.enrolMfa({ currentPassword: password });
      const { secret } = dataOf(enrolment, 201);
      const signedIn = await anonymous.api.auth.login({ email, password });
      const spent = dataOf(signedIn, 200).tokens?.refreshToken ?? '';

      const results = [
        signedIn,
        await anonymous.api.auth.login({ email, password: 'not the password' }),
        await anonymous.api.auth.refresh(spent),
        await anonymous.api.auth.refresh(spent),
        enrolment,
        await viewer.api.auth.verifyMfa(totp(secret, Date.now())),
        await anonymous.api.auth.login({ email, password }),
        await viewer.api.auth.logout(),
      ];

      expect(await recordedOf(tenant.owner, results)).toEqual(
        [
          `auth.login allowed 200 by ${id}`,
          // Whoever does not know the password, or the code, is not known to be the member.
          'auth.login denied 401 by nobody',
          `auth.refresh allowed 200 by ${id}`,
          `auth.refresh denied 401 by ${id}`,
          `auth.enrolMfa allowed 201 by ${id}`,
          `auth.verifyMfa allowed 204 by ${id}`,
          'auth.login denied 401 by nobody',
          `auth.logout allowed 204 by ${id}`,
        ].map((entry) => [entry]),
      );
    },
  );

  test(
    'of a key it says when it was refused and revoked, and that it was the key',
    { annotation: covers('AUD-02') },
    async ({ tenant }) => {
      const { owner } = tenant;
      const key = await tenant.apiKey(['read']);

      const results = [
        await key.api.detectors.create({ name: 'd', algorithm: 'robust_zscore' }),
        await owner.api.apiKeys.revoke(key.id),
        await key.api.datasets.list(),
      ];

      expect(await recordedOf(owner, results)).toEqual([
        [`detectors.create denied 403 by ${key.id}`],
        [`apiKeys.revoke allowed 204 by ${owner.id}`],
        [`datasets.list denied 401 by ${key.id}`],
      ]);
    },
  );

  test(
    'time and caller are the platform’s own findings, whatever a caller claims',
    { annotation: covers('AUD-08') },
    async ({ tenant }) => {
      const { owner } = tenant;
      const admin = await tenant.actor('admin');
      const claiming = owner.api.withHeaders({
        date: 'Wed, 01 Jan 2020 00:00:00 GMT',
        'x-request-id': 'chosen-by-the-caller',
        'x-forwarded-for': '203.0.113.7',
        'x-user-id': admin.id,
        'x-timestamp': '2020-01-01T00:00:00Z',
      });
      const started = Date.now();

      const result = await claiming.detectors.create({ name: 'd', algorithm: 'robust_zscore' });

      expect(result.headers['x-request-id']).not.toBe('chosen-by-the-caller');
      expect(await recordedOf(owner, [result])).toEqual([[`detectors.create allowed 201 by ${owner.id}`]]);
      const { items } = dataOf(await owner.api.audit.list({ limit: 200 }), 200);
      const times = items.map(({ occurredAt }) => occurredAt);
      expect(times).toEqual(times.toSorted().toReversed());
      expect(Date.parse(times[0] ?? '')).toBeGreaterThan(started - CLOCK_SLACK_MS);
      expect(Date.parse(times[0] ?? '')).toBeLessThan(Date.now() + CLOCK_SLACK_MS);
    },
  );

  test(
    'what did not happen is not said to have happened',
    { annotation: covers('AUD-09') },
    async ({ tenant }) => {
      const { owner } = tenant;
      const { api } = owner;
      const detector = { name: 'd', algorithm: 'robust_zscore' } as const;
      const { id } = dataOf(await api.detectors.create(detector), 201);

      const failed = [
        await api.detectors.create(detector),
        await api.detectors.update(id, { name: 'e' }, { ifMatch: '"stale"' }),
        await api.members.update(owner.id, { role: 'viewer' }),
        await api.detectors.train(id, { datasetId: id }),
        await api.detections.batch({ pairs: [{ detectorId: id, datasetId: id }] }),
      ];

      expect(failed.map(({ status }) => status)).toEqual([409, 412, 409, 422, 422]);
      expect(await recordedOf(owner, failed)).toEqual([[], [], [], [], []]);
      const made = await api.detectors.create({ ...detector, name: 'made' });
      expect(await recordedOf(owner, [made])).toEqual([[`detectors.create allowed 201 by ${owner.id}`]]);
    },
  );
});
