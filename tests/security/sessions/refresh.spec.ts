import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

test.describe('Rotation of refresh tokens', { tag: '@security', annotation: covers('SESS-03') }, () => {
  test.use({ transport: 'undici' });

  test('of ten refreshes at the same moment one gets a pair, and the session is over for all of them', async ({
    anonymous,
    tenant,
  }) => {
    const viewer = await tenant.actor('viewer');
    const { email, password } = viewer;
    const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
    const refreshToken = tokens?.refreshToken ?? '';

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => anonymous.api.auth.refresh(refreshToken)),
    );

    const pairs = answers.flatMap((answer) => (answer.ok ? [answer.data] : []));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 401),
    ]);
    const [pair] = pairs;
    const renewed = viewer.api.withHeaders({ authorization: `Bearer ${pair?.accessToken ?? ''}` });
    expect(await renewed.auth.me()).toBeRefused(401);
    expect(await anonymous.api.auth.refresh(pair?.refreshToken ?? '')).toBeRefused(401);
    expect(await viewer.api.auth.me()).toSucceed(200);
  });

  test('a token of any former generation ends the session, not only the last one', async ({
    anonymous,
    tenant,
  }) => {
    const { email, password } = await tenant.actor('viewer');
    const { tokens } = dataOf(await anonymous.api.auth.login({ email, password }), 200);
    const first = tokens?.refreshToken ?? '';
    const second = dataOf(await anonymous.api.auth.refresh(first), 200).refreshToken;
    const third = dataOf(await anonymous.api.auth.refresh(second), 200).refreshToken;
    const fourth = dataOf(await anonymous.api.auth.refresh(third), 200).refreshToken;

    expect(await anonymous.api.auth.refresh(first)).toBeRefused(401);

    expect(await anonymous.api.auth.refresh(fourth)).toBeRefused(401);
  });
});
