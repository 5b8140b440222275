import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { closing, room, startLivePlatform, type LivePlatform } from './live-platform.ts';

let platform: LivePlatform;
beforeAll(async () => {
  platform = await startLivePlatform();
}, 60_000);
afterAll(() => platform.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function ownerWithTicket() {
  const owner = await platform.register();
  const headers = bearer(owner.tokens.accessToken);
  return { owner, headers, ticket: await platform.ticket(headers) };
}

describe('a WebSocket channel', () => {
  it('opens with a ticket, once', async () => {
    const { ticket } = await ownerWithTicket();

    const socket = await platform.connect(`${room}?ticket=${ticket}`);

    expect(await platform.refusal(`${room}?ticket=${ticket}`)).toBe(401);
    socket.terminate();
  });

  it('takes one of two parallel uses of a ticket', async () => {
    const { ticket } = await ownerWithTicket();

    const outcomes = await Promise.allSettled([
      platform.connect(`${room}?ticket=${ticket}`),
      platform.connect(`${room}?ticket=${ticket}`),
    ]);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') outcome.value.terminate();
  });

  it('answers 401 without a ticket, with an unknown one, and with another channel’s', async () => {
    const { ticket } = await ownerWithTicket();

    expect(await platform.refusal(room)).toBe(401);
    expect(await platform.refusal(`${room}?ticket=unknown`)).toBe(401);
    expect(await platform.refusal(`/rooms/other/live?ticket=${ticket}`)).toBe(401);
    const socket = await platform.connect(`${room}?ticket=${ticket}`);
    socket.terminate();
  });

  it('answers 401 when the ticket has ended, or its session has', async () => {
    const { headers } = await ownerWithTicket();
    const late = await platform.ticket(headers, { path: room, ttlSeconds: 1 });
    platform.advance(1_000);
    expect(await platform.refusal(`${room}?ticket=${late}`)).toBe(401);

    const orphan = await platform.ticket(headers);
    await platform.call('POST', '/auth/logout', { headers });
    expect(await platform.refusal(`${room}?ticket=${orphan}`)).toBe(401);
  });

  it('answers 403 to a role without the right, 404 for an unknown object, 422 for an unknown parameter', async () => {
    const { owner, headers, ticket } = await ownerWithTicket();
    const viewer = await platform.member(owner, 'viewer');
    const viewers = await platform.ticket(bearer(viewer.token));
    const missing = '/rooms/missing/live';
    const elsewhere = await platform.ticket(headers, { path: missing });

    expect(await platform.refusal(`${room}?ticket=${viewers}`)).toBe(403);
    expect(await platform.refusal(`${missing}?ticket=${elsewhere}`)).toBe(404);
    expect(await platform.refusal(`${room}?ticket=${ticket}&colour=red`)).toBe(422);
  });

  it('answers 403 to a page of another origin without spending the ticket, and takes its own', async () => {
    const { ticket } = await ownerWithTicket();
    const path = `${room}?ticket=${ticket}`;

    expect(await platform.refusal(path, { origin: 'https://evil.example' })).toBe(403);
    expect(await platform.refusal(path, { origin: 'null' })).toBe(403);
    const { port } = new URL(
      (await platform.connect(path, { origin: 'http://127.0.0.1', host: '127.0.0.1' })).url,
    );
    expect(Number(port)).toBeGreaterThan(0);
  });

  it('answers 426 to a request that is no handshake', async () => {
    const reply = await platform.call('GET', room);

    expect(reply.status).toBe(426);
    expect(reply.headers.upgrade).toBe('websocket');
  });

  it('refuses a ticket for a path that is no channel', async () => {
    const { headers } = await ownerWithTicket();

    const reply = await platform.call('POST', '/auth/ws-tickets', { headers, body: { path: '/members' } });

    expect(reply.status).toBe(422);
  });

  it('closes with 1008 when the client sends something, with 1009 when that is large', async () => {
    const { headers, ticket } = await ownerWithTicket();
    const small = await platform.connect(`${room}?ticket=${ticket}`);
    small.send('hello');
    expect((await closing(small)).code).toBe(1008);

    const large = await platform.connect(`${room}?ticket=${await platform.ticket(headers)}`);
    large.send('x'.repeat(1_025));
    expect((await closing(large)).code).toBe(1009);
  });

  it('drops a client that does not read with 4008, and goes on with the others', async () => {
    const { headers, ticket } = await ownerWithTicket();
    const slow = await platform.connect(`${room}?ticket=${ticket}`);
    const fast = await platform.connect(`${room}?ticket=${await platform.ticket(headers)}`);
    const received: unknown[] = [];
    fast.on('message', (data) => received.push(data));
    slow.pause();

    const filler = 'x'.repeat(1_000_000);
    for (let sent = 0; sent < 20; sent += 1) {
      platform.hub.publish('main', { type: 'filler', filler });
      await once(fast, 'message');
    }
    slow.resume();

    expect((await closing(slow)).code).toBe(4008);
    expect(received).toHaveLength(20);
    fast.terminate();
  });
});

describe('what ends an open connection', () => {
  it.each([
    { what: 'logging out', method: 'POST', path: '/auth/logout', code: 4401 },
    { what: 'logging out everywhere', method: 'POST', path: '/auth/logout-all', code: 4401 },
  ] as const)('$what closes it with $code', async ({ method, path, code }) => {
    const { headers, ticket } = await ownerWithTicket();
    const socket = await platform.connect(`${room}?ticket=${ticket}`);

    const end = closing(socket);
    await platform.call(method, path, { headers });

    expect((await end).code).toBe(code);
  });

  it.each([
    { what: 'disabling the member', method: 'PATCH', body: { status: 'disabled' }, code: 4401 },
    { what: 'removing the member', method: 'DELETE', body: undefined, code: 4401 },
    { what: 'a role without the right', method: 'PATCH', body: { role: 'viewer' }, code: 4403 },
  ] as const)('$what closes it with $code', async ({ method, body, code }) => {
    const { owner, headers } = await ownerWithTicket();
    const analyst = await platform.member(owner, 'analyst');
    const ticket = await platform.ticket(bearer(analyst.token));
    const socket = await platform.connect(`${room}?ticket=${ticket}`);
    const end = closing(socket);

    await platform.call(method, `/members/${analyst.member.id}`, { headers, ...(body ? { body } : {}) });

    expect((await end).code).toBe(code);
  });

  it('a role that still may leaves it open', async () => {
    const { owner, headers } = await ownerWithTicket();
    const analyst = await platform.member(owner, 'analyst');
    const ticket = await platform.ticket(bearer(analyst.token));
    const socket = await platform.connect(`${room}?ticket=${ticket}`);
    const end = closing(socket);

    await platform.call('PATCH', `/members/${analyst.member.id}`, { headers, body: { role: 'owner' } });
    await platform.call('PATCH', `/members/${analyst.member.id}`, { headers, body: { role: 'viewer' } });

    expect((await end).code).toBe(4403);
  });

  it('revoking the key and suspending the tenant close it with 4401', async () => {
    const { owner, headers } = await ownerWithTicket();
    const created = await platform.call('POST', '/api-keys', {
      headers,
      body: { name: 'Watcher', scopes: ['read'] },
    });
    const key = z.object({ id: z.string(), secret: z.string() }).parse(created.json);
    const byKey = await platform.connect(
      `${room}?ticket=${await platform.ticket({ 'x-api-key': key.secret })}`,
    );
    const keyEnd = closing(byKey);
    await platform.call('DELETE', `/api-keys/${key.id}`, { headers });
    expect((await keyEnd).code).toBe(4401);

    const suspended = await platform.connect(`${room}?ticket=${await platform.ticket(headers)}`);
    const tenantEnd = closing(suspended);
    const operator = bearer(await platform.operatorToken());
    await platform.call('PATCH', `/operator/tenants/${owner.tenant.id}`, {
      headers: operator,
      body: { status: 'suspended' },
    });
    expect((await tenantEnd).code).toBe(4401);
  });

  it('the platform’s end closes it with 1012', async () => {
    const { ticket } = await ownerWithTicket();
    const socket = await platform.connect(`${room}?ticket=${ticket}`);
    const [end] = await Promise.all([closing(socket), platform.stop()]);

    expect(end.code).toBe(1012);
    platform = await startLivePlatform();
  }, 30_000);
});
