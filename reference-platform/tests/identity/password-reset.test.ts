import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticatedSchema } from '../../src/control/identity/answers.ts';
import { password, startIdentityPlatform, tokensOf, type IdentityPlatform } from './identity-platform.ts';

const minuteMs = 60_000;
const fresh = 'a fresh pass phrase';

let platform: IdentityPlatform;

beforeAll(async () => {
  platform = await startIdentityPlatform({ publicUrl: 'https://assay.example/' });
});

afterAll(() => platform.stop());

const request = (email: string) => platform.call('POST', '/auth/password/reset-request', { body: { email } });
const reset = (token: string, chosen = fresh) =>
  platform.call('POST', '/auth/password/reset', { body: { token, password: chosen } });
const textsTo = (email: string) => platform.mails.filter(({ to }) => to === email).map(({ text }) => text);
const tokensTo = (email: string) => textsTo(email).flatMap((text) => /#token=([\w-]+)/.exec(text)?.[1] ?? []);

async function tokenFor(email: string): Promise<string> {
  expect((await request(email)).status).toBe(204);
  return tokensTo(email).at(-1) ?? '';
}

describe('a mailed link', () => {
  it('leads to the public URL, with 256 random bits behind a #', async () => {
    const { user } = await platform.register();

    await request(user.email.toUpperCase());

    expect(textsTo(user.email)).toEqual([
      expect.stringMatching(/\nhttps:\/\/assay\.example\/reset-password#token=[\w-]{43}\n/),
    ]);
  });

  it('is stored as nothing but the SHA-256 of its token', async () => {
    const { user } = await platform.register();
    const token = await tokenFor(user.email);

    const { rows } = await sql<{ row: string; hash: string }>`
      select to_jsonb(reset)::text as "row", encode(reset.token_hash, 'hex') as "hash"
      from password_resets reset where user_id = ${user.id}`.execute(platform.storage.database.direct);

    expect(rows.map(({ hash }) => hash)).toEqual([
      Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(token))).toString('hex'),
    ]);
    expect(rows[0]?.row).not.toContain(token);
    expect(rows[0]?.row).not.toContain(Buffer.from(token).toString('hex'));
  });

  it('works until its 30 minutes are over', async () => {
    const [inTime, late] = [await platform.register(), await platform.register()];
    const tokens = [await tokenFor(inTime.user.email), await tokenFor(late.user.email)] as const;

    platform.advance(30 * minuteMs - 10_000);
    expect((await reset(tokens[0])).status).toBe(204);

    platform.advance(10_001);
    expect((await reset(tokens[1])).status).toBe(401);
    expect((await platform.login(late.user.email)).user.id).toBe(late.user.id);
  });

  it('works for one of parallel calls with one token', async () => {
    const { user } = await platform.register();
    const token = await tokenFor(user.email);

    const replies = await Promise.all(Array.from({ length: 5 }, () => reset(token)));

    expect(replies.map(({ status }) => status).sort()).toEqual([204, 401, 401, 401, 401]);
  });

  it('is void once the password was changed another way', async () => {
    const { user, tokens } = await platform.register();
    const token = await tokenFor(user.email);
    const body = { currentPassword: password, newPassword: 'chosen while signed in' };

    await platform.call('POST', '/auth/password', { token: tokens.accessToken, body });

    expect((await reset(token)).status).toBe(401);
  });

  it('is void while its tenant is suspended or its user disabled', async () => {
    const owner = await platform.register();
    const { member } = await platform.member(owner, 'viewer');
    const token = await tokenFor(member.email);
    const operator = await platform.operatorToken();
    const setTenant = (status: string) =>
      platform.call('PATCH', `/operator/tenants/${owner.tenant.id}`, { token: operator, body: { status } });
    const setMember = (status: string) =>
      platform.call('PATCH', `/members/${member.id}`, { token: owner.tokens.accessToken, body: { status } });

    await setTenant('suspended');
    expect((await reset(token)).status).toBe(401);
    await setTenant('active');
    expect((await setMember('disabled')).status).toBe(200);
    expect((await reset(token)).status).toBe(401);
    await setMember('active');

    expect((await reset(token)).status).toBe(204);
  });
});

describe('asking for a link', () => {
  it('gives one mailbox three in 15 minutes, of which the last works', async () => {
    const { user } = await platform.register();

    for (let time = 0; time < 5; time += 1) expect((await request(user.email)).status).toBe(204);

    const tokens = tokensTo(user.email);
    expect(tokens).toHaveLength(3);
    expect((await reset(tokens[2] ?? '')).status).toBe(204);

    platform.advance(15 * minuteMs + 1);
    await request(user.email);
    expect(tokensTo(user.email)).toHaveLength(4);
  });

  it('mails nothing to a disabled user, to anybody of a suspended tenant, or to the operator', async () => {
    const owner = await platform.register();
    const { member } = await platform.member(owner, 'viewer');
    const disabled = { token: owner.tokens.accessToken, body: { status: 'disabled' } };
    await platform.call('PATCH', `/members/${member.id}`, disabled);
    const suspended = await platform.register();
    const token = await platform.operatorToken();
    await platform.call('PATCH', `/operator/tenants/${suspended.tenant.id}`, {
      token,
      body: { status: 'suspended' },
    });
    const before = platform.mails.length;

    const replies = [member.email, suspended.user.email, 'operator@assay.test', 'nobody@example.test'];
    const statuses = await Promise.all(replies.map(async (email) => (await request(email)).status));

    expect(statuses).toEqual([204, 204, 204, 204]);
    expect(platform.mails).toHaveLength(before);
  });

  it('is recorded with the user as target, and so is a refused token, but not as theirs', async () => {
    const { user } = await platform.register();
    const token = await tokenFor(user.email);
    await reset(token);
    await reset(token);
    expect((await reset('A'.repeat(43))).status).toBe(401);

    const body = { email: user.email, password: fresh };
    const login = await platform.call('POST', '/auth/login', { body });
    const { accessToken } = tokensOf(authenticatedSchema.parse(login.json));
    const { json } = await platform.call('GET', '/audit?limit=10', { token: accessToken });

    const target = { type: 'user', id: user.id };
    const anonymous = { kind: 'anonymous', id: null, label: 'anonymous' };
    const self = { kind: 'user', id: user.id, label: user.email };
    const { items } = json as { items: { action: string }[] };
    expect(
      items.filter(({ action }) => action.endsWith('assword') || action.endsWith('Reset')),
    ).toMatchObject([
      { action: 'auth.resetPassword', outcome: 'denied', status: 401, actor: anonymous, target },
      { action: 'auth.resetPassword', outcome: 'allowed', status: 204, actor: self, target },
      { action: 'auth.requestPasswordReset', outcome: 'allowed', status: 204, actor: anonymous, target },
    ]);
  });
});
