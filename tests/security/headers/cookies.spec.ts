import { covers, dataOf, expect, test } from '../../../fixtures/index.ts';

/** The name and attributes of a `Set-Cookie` line, attributes in lower case and without their order or the cookie's end. */
function cookieOf(line: string): { name: string; attributes: string[] } {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const kept = attributes.filter((attribute) => !/^(?:expires|max-age)=/i.test(attribute));
  return { name: pair.split('=', 1)[0] ?? '', attributes: kept.map((each) => each.toLowerCase()).sort() };
}

/** What the session cookie of a target must be: where it is reached by TLS, of this host alone and never sent without. */
const sessionCookieOn = (url: string) =>
  url.startsWith('https:')
    ? { name: '__Host-session', attributes: ['httponly', 'path=/', 'samesite=strict', 'secure'] }
    : { name: 'session', attributes: ['httponly', 'path=/', 'samesite=strict'] };

/** Most bytes of a cookie that every browser keeps. */
const COOKIE_LIMIT = 4_096;

test.describe('Cookies', { tag: ['@security', '@compliance'], annotation: covers('HDR-07') }, () => {
  test.use({ transport: 'undici' });

  test('there is one, for the session, and it has these attributes and no others', async ({
    anonymous,
    world,
    target,
  }) => {
    const { email, password } = await world.alpha.actor('viewer');

    const login = await anonymous.api.auth.login({ email, password, transport: 'cookie' });
    const { csrfToken } = dataOf(login, 200);
    const [line = '', ...others] = login.exchange.setCookies;
    const session = anonymous.api.withHeaders({ cookie: line.split(';')[0] ?? '' });
    const read = await session.tenant.usage();
    const logout = await session.withHeaders({ 'x-csrf-token': csrfToken ?? '' }).auth.logout();

    expect(others).toEqual([]);
    expect(cookieOf(line)).toEqual(sessionCookieOn(target.url));
    expect(Buffer.byteLength(line)).toBeLessThan(COOKIE_LIMIT);
    expect(read).toSucceed(200);
    expect(read.exchange.setCookies).toEqual([]);
    expect(logout.exchange.setCookies.map(cookieOf)).toEqual([sessionCookieOn(target.url)]);
  });

  test('a log-in by bearer token and a failed one set none', async ({ anonymous, world }) => {
    const { email, password } = await world.alpha.actor('viewer');

    const bearer = await anonymous.api.auth.login({ email, password });
    const failed = await anonymous.api.auth.login({ email: `no-${email}`, password, transport: 'cookie' });

    expect(bearer).toSucceed(200);
    expect(bearer.exchange.setCookies).toEqual([]);
    expect(failed).toBeRefused(401);
    expect(failed.exchange.setCookies).toEqual([]);
  });

  test('scripts of the page see none of it', async ({ world }) => {
    const page = await (await world.alpha.actor('viewer')).page();

    await page.goto('/account');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

    expect(await page.context().cookies()).toHaveLength(1);
    expect(await page.evaluate('document.cookie')).toBe('');
  });
});
