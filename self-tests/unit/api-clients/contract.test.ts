import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../../../api-clients/api-client.ts';
import { RefreshingCredential } from '../../../api-clients/auth/refreshing-credential.ts';
import type { TokenPair } from '../../../api-clients/auth/schemas.ts';
import { ContractViolation } from '../../../api-clients/http/contract-violation.ts';
import { ExchangeLog } from '../../../api-clients/http/exchange.ts';
import { UndiciTransport } from '../../../api-clients/http/undici-transport.ts';
import { type Answer, json, problem, startStubTarget, type StubTarget } from './stub-target.ts';

const tenant = {
  id: '01939c5e-7c00-7000-8000-000000000001',
  name: 'Amber',
  plan: 'standard',
  status: 'active',
  createdAt: '2026-11-21T08:00:00.000Z',
  updatedAt: '2026-11-21T08:00:00.000Z',
};

let answer: Answer = json(200, tenant);
let stub: StubTarget;
let transport: UndiciTransport;
let log: ExchangeLog;
let api: ApiClient;

beforeEach(async () => {
  stub = await startStubTarget(() => answer);
  transport = new UndiciTransport({ baseUrl: stub.url });
  log = new ExchangeLog({ bodyCap: 40 });
  api = new ApiClient({ transport, credential: { kind: 'none' }, recorder: log, actor: 'nobody' });
});

afterEach(async () => {
  await transport.dispose();
  await stub.close();
});

describe('a client', () => {
  it('returns the parsed answer of a success', async () => {
    answer = json(200, tenant);

    expect(await api.tenant.get()).toMatchObject({ ok: true, status: 200, data: tenant });
  });

  it('returns the problem of a refusal and does not throw', async () => {
    answer = problem(403, 'forbidden');

    expect(await api.tenant.get()).toMatchObject({
      ok: false,
      status: 403,
      problem: { type: 'urn:problem:forbidden' },
    });
  });

  it('takes 204 with an empty body alone where nothing is returned', async () => {
    answer = { status: 204 };
    expect(await api.tenant.remove()).toMatchObject({ ok: true, status: 204, data: null });

    answer = json(200, {});
    await expect(api.tenant.remove()).rejects.toThrow('DELETE /tenant → 200: status: success is 204 here');
  });

  const violations: [string, Answer, string][] = [
    [
      'an unknown field',
      json(200, { ...tenant, secret: 'x' }),
      'GET /tenant → 200: body: Unrecognized key: "secret"',
    ],
    ['a missing field', json(200, { ...tenant, plan: undefined }), 'GET /tenant → 200: plan:'],
    ['a wrong id', json(200, { ...tenant, id: '7' }), 'GET /tenant → 200: id:'],
    [
      'a time without milliseconds',
      json(200, { ...tenant, createdAt: '2026-11-21T08:00:00Z' }),
      'createdAt:',
    ],
    ['another success status', json(201, tenant), 'GET /tenant → 201: status: success is 200 here'],
    ['a redirect', { status: 302, headers: { location: '/' } }, 'GET /tenant → 302: status:'],
    [
      'a body that is not JSON',
      { ...json(200, tenant), body: '<html>' },
      'GET /tenant → 200: body: is not JSON',
    ],
    [
      'another media type',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '{}' },
      'header content-type',
    ],
    [
      'a refusal that is no problem',
      { ...problem(403, 'forbidden'), headers: {} },
      'GET /tenant → 403: header content-type',
    ],
    [
      'a problem of the wrong type',
      problem(403, 'not-found'),
      'GET /tenant → 403: status: urn:problem:not-found goes with 404',
    ],
    [
      'a problem of another status',
      problem(403, 'not-found', { status: 404 }),
      "the problem's body says 404",
    ],
    ['an unknown problem type', problem(403, 'denied'), 'GET /tenant → 403: type:'],
    ['an unknown problem member', problem(403, 'forbidden', { stack: 'at' }), 'Unrecognized key: "stack"'],
    ['a 422 without its errors', problem(422, 'invalid'), 'GET /tenant → 422: errors:'],
  ];

  it.each(violations)('throws a contract violation on %s', async (_case, given, message) => {
    answer = given;

    const thrown = await api.tenant.get().catch((error: unknown) => error);

    expect(thrown).toBeInstanceOf(ContractViolation);
    expect(String(thrown)).toContain(message);
  });

  it('records each exchange with its body cut, also one that breaks the contract', async () => {
    answer = json(200, { ...tenant, name: 'x'.repeat(100) });
    await api.tenant.get();
    answer = json(200, {});
    await api.tenant.get().catch(() => null);

    expect(log.exchanges.map(({ operationId, status, actor }) => ({ operationId, status, actor }))).toEqual([
      { operationId: 'tenant.get', status: 200, actor: 'nobody' },
      { operationId: 'tenant.get', status: 200, actor: 'nobody' },
    ]);
    expect(log.exchanges[0]?.bodyText).toMatch(/^.{40}… \(\d+ more characters\)$/);
  });

  it('sends added headers with every call and leaves the original client alone', async () => {
    answer = json(200, tenant);

    await api.withHeaders({ traceparent: '00-a-b-01' }).tenant.get();
    await api.tenant.get();

    expect(stub.received.map(({ headers }) => headers['traceparent'])).toEqual(['00-a-b-01', undefined]);
  });
});

describe('a refreshing credential', () => {
  const pair = (name: string, expiresAt: number): TokenPair => ({
    tokenType: 'Bearer',
    accessToken: name,
    accessTokenExpiresAt: new Date(expiresAt).toISOString(),
    refreshToken: `refresh-${name}`,
    refreshTokenExpiresAt: new Date(expiresAt + 1_000_000).toISOString(),
  });

  it('asks for a new pair once, shortly before the old one expires', async () => {
    let now = 0;
    answer = json(200, pair('second', 200_000));
    const credential = new RefreshingCredential(pair('first', 100_000), api.auth, () => now);

    expect(await credential.current()).toEqual({ kind: 'bearer', accessToken: 'first' });
    expect(stub.received).toHaveLength(0);

    now = 96_000;
    const both = await Promise.all([credential.current(), credential.current()]);

    expect(both).toEqual([
      { kind: 'bearer', accessToken: 'second' },
      { kind: 'bearer', accessToken: 'second' },
    ]);
    expect(stub.received.map(({ url, body }) => [url, body])).toEqual([
      ['/api/v1/auth/refresh', '{"refreshToken":"refresh-first"}'],
    ]);
  });

  it('says so when the refresh is refused', async () => {
    answer = problem(401, 'unauthenticated');
    const credential = new RefreshingCredential(pair('spent', 0), api.auth);

    await expect(credential.current()).rejects.toThrow('the access token could not be refreshed: 401');
  });
});
