import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIdentityPlatform, type IdentityPlatform } from './identity-platform.ts';

const anonymousCalls: readonly [path: string, body: object][] = [
  ['/auth/password/reset-request', { email: 'nobody@example.test' }],
  ['/auth/password/reset', { token: 'none', password: 'a fresh pass phrase' }],
  ['/auth/login', { email: 'nobody@example.test', password: 'not the password' }],
  ['/auth/refresh', { refreshToken: 'none' }],
  ['/auth/register', {}],
];

let platform: IdentityPlatform;

beforeAll(async () => {
  platform = await startIdentityPlatform({ loginRatePerMinute: anonymousCalls.length });
});

afterAll(() => platform.stop());

describe('calls without credentials', () => {
  it('draw on one limit of their address, which then refuses each of them', async () => {
    const round = async () => {
      const statuses: number[] = [];
      for (const [path, body] of anonymousCalls)
        statuses.push((await platform.call('POST', path, { body })).status);
      return statuses;
    };

    expect(await round()).toEqual([204, 401, 401, 401, 422]);
    expect(await round()).toEqual([429, 429, 429, 429, 429]);
  });
});
