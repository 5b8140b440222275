import { text as textOf } from 'node:stream/consumers';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { sendBytes } from '../../api-clients/wire/send-bytes.ts';
import { loadContract } from '../../contract/contract.ts';
import { populationOf, recordedShapes } from '../../sabotage/population/population.ts';
import { announce } from '../../sabotage/prove/plan.ts';
import { SabotageProxy } from '../../sabotage/proxy/proxy.ts';
import { FIXTURES, runInline } from './inline-run.ts';
import { type SharedPlatform, startPlatform } from './platform.ts';

const TRACE = 'a'.repeat(32);
const CROSSED = 'WS-crossed:/notifications/live';
const LOST = 'RS-header:system.live:x-frame-options-lost';

/** Headers that differ from one answer to the next, or are each connection's own. */
const OWN = new Set([
  'date',
  'x-request-id',
  'keep-alive',
  'connection',
  'content-length',
  'transfer-encoding',
]);

describe('the sabotage proxy', () => {
  let platform: SharedPlatform;
  let proxy: SabotageProxy;
  beforeAll(async () => {
    platform = await startPlatform();
    const contract = loadContract();
    const { defects } = populationOf(contract, recordedShapes());
    proxy = await SabotageProxy.start({
      upstream: platform.url,
      contract,
      defects: new Map(defects.map((defect) => [defect.id, defect])),
    });
  });
  afterAll(async () => {
    await proxy.stop();
    await platform.stop();
  });

  it.each([
    ['GET', '/api/v1/version', undefined],
    ['HEAD', '/api/v1/version', undefined],
    ['GET', '/api/v1/datasets', undefined],
    ['GET', '/api/v1/nothing', undefined],
    ['DELETE', '/api/v1/version', undefined],
    ['POST', '/api/v1/auth/login', '{"email":"nobody@example.test","password":"a password of nobody"}'],
    ['POST', '/api/v1/auth/login', '{"broken'],
    ['POST', '/api/v1/auth/logout', undefined],
    ['GET', '/api/v1/notifications/live', undefined],
    ['GET', '/', undefined],
  ] as const)('answers %s %s as the target does', async (method, path, body) => {
    const ask = async (origin: string) => {
      const answer = await request(`${origin}${path}`, {
        method,
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
      });
      const text = (await answer.body.text()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}/g, 'id');
      const headers = Object.entries(answer.headers).filter(([name]) => !OWN.has(name));
      return { status: answer.statusCode, headers, text };
    };

    expect(await ask(proxy.url)).toEqual(await ask(platform.url));
  });

  it.each([
    ['no HTTP', '\u0016\u0003\u0001\u0002\r\n\r\n'],
    ['no method', 'GET /\u0000 HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['two hosts', 'GET /api/v1/version HTTP/1.1\r\nHost: HOST\r\nHost: evil.test\r\n\r\n'],
    [
      'a request behind a request',
      `${'GET /api/v1/health/live HTTP/1.1\r\nHost: HOST\r\n\r\n'.repeat(2)}GET / HTTP/2.0\r\nHost: HOST\r\n\r\n`,
    ],
    [
      'an expectation',
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: HOST\r\nExpect: x\r\nContent-Length: 2\r\n\r\n{}',
    ],
  ])('leaves %s to the target, which ends the connection', async (_what, text) => {
    const send = async (origin: string) => {
      const bytes = Buffer.from(text.replaceAll('HOST', new URL(origin).host), 'latin1');
      const { answers, closed } = await sendBytes(origin, bytes);
      return { statuses: answers.map(({ status }) => status), closed };
    };

    const direct = await send(platform.url);

    expect(direct.statuses.at(-1)).toBe(400);
    expect(direct.closed).toBe(true);
    expect(await send(proxy.url)).toEqual(direct);
  });

  it('passes a refused handshake on as it is', async () => {
    const refusal = (origin: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/notifications/live?ticket=none`);
        socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
        socket.on('open', () => reject(new Error('the target has opened a socket without a ticket')));
      });

    expect(await refusal(proxy.url)).toBe(401);
    expect(await refusal(platform.url)).toBe(401);
  });

  it('spoils the calls of the attempt that it is told of, and of no other', async () => {
    await announce(proxy.controlUrl, { [TRACE]: { test: 'a test', defect: LOST } });
    const frameOptions = async (traceparent: string) => {
      const { headers, body } = await request(`${proxy.url}/api/v1/health/live`, {
        headers: { traceparent },
      });
      await body.dump();
      return headers['x-frame-options'];
    };

    expect(await frameOptions(`00-${TRACE}-${TRACE.slice(0, 15)}1-01`)).toBeUndefined();
    expect(await frameOptions(`00-${TRACE}-${TRACE.slice(0, 15)}2-01`)).toBe('DENY');
    expect(await frameOptions(`00-${'b'.repeat(32)}-${'b'.repeat(15)}1-01`)).toBe('DENY');
    expect(proxy.hasSpoiled('a test', LOST)).toBe(true);
  });

  it('passes a refusal on whole where it would spoil the messages of an open socket', async () => {
    await announce(proxy.controlUrl, { [TRACE]: { test: 'a test', defect: CROSSED } });
    const url = `${proxy.url.replace('http', 'ws')}/api/v1/notifications/live?ticket=none`;
    const socket = new WebSocket(url, {
      headers: { traceparent: `00-${TRACE}-${TRACE.slice(0, 15)}1-01` },
    });
    const body = await new Promise<string>((resolve, reject) => {
      socket.on('unexpected-response', (_request, answer) => void textOf(answer).then(resolve, reject));
      socket.on('open', () => reject(new Error('the target has opened a socket without a ticket')));
    });

    expect(JSON.parse(body)).toMatchObject({ status: 401 });
    expect(proxy.hasSpoiled('a test', CROSSED)).toBe(false);
  });

  it('is not noticed by tests, their pages and the clean-up', async () => {
    const run = await runInline({
      variables: { ...platform.variables, BASE_URL: proxy.url },
      args: ['--project=api', '--project=e2e'],
      specs: {
        'api/a.spec.ts': `${FIXTURES}
          import { uploadTable } from '../../../../flows/upload-table.ts';
          import { labelledTable } from '../../../../test-data/labelled-table.ts';
          test('uploads, changes and removes', async ({ tenant, seed }) => {
            const dataset = await uploadTable(tenant.owner, labelledTable({ seed, rows: 500 }), { name: 'Payments' });
            expect(await tenant.owner.api.datasets.remove(dataset.id)).toSucceed(204);
          });`,
        'e2e/a.spec.ts': `${FIXTURES}
          test('signs in', async ({ tenant }) => {
            const page = await tenant.owner.page();
            await page.goto('/datasets');
            await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          });`,
      },
    });

    expect(run.output).toContain('2 passed');
    expect(run.exitCode).toBe(0);
  });
});
