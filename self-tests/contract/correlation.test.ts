import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Receiver, startReceiver } from '../unit/reporting/receiver.ts';
import { FIXTURES, type InlineResult, runInline } from './inline-run.ts';
import { type SharedPlatform, startPlatform } from './platform.ts';

/** Both go on at the same time, in a worker each, and ask for something that nobody else asks for. */
const SPECS = {
  'api/a.spec.ts': `${FIXTURES}
    test('fails', async ({ tenant, traceId }) => {
      for (let round = 0; round < 20; round += 1) await tenant.owner.api.datasets.list({ q: 'of-the-failing' });
      const dataset = await tenant.owner.api.detectors.get('01890000-0000-7000-8000-00000000fa11');
      expect(traceId).toBe('another');
    });`,
  'api/b.spec.ts': `${FIXTURES}
    test('passes', async ({ tenant }) => {
      for (let round = 0; round < 40; round += 1) expect(await tenant.owner.api.members.list()).toSucceed(200);
    });
    test('a page fails', async ({ tenant }) => {
      const page = await tenant.owner.page();
      await page.goto('/datasets');
      await expect(page.getByRole('heading', { name: 'Datasets' })).toBeVisible();
      expect(page.url()).toBe('another');
    });`,
};

const OTEL = 'reporting/otel/otel-reporter.ts';
const attributes = z.array(
  z.object({ key: z.string(), value: z.looseObject({ stringValue: z.string().optional() }) }),
);
const traces = z.object({
  resourceSpans: z.tuple([
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.tuple([
        z.object({
          spans: z.array(
            z.looseObject({ traceId: z.string(), parentSpanId: z.string().optional(), name: z.string() }),
          ),
        }),
      ]),
    }),
  ]),
});

describe('what is attached of the target to a failed test', () => {
  let run: InlineResult;
  let collector: Receiver;
  beforeAll(async () => {
    collector = await startReceiver({ status: 200 });
    run = await runInline({
      specs: SPECS,
      args: ['--project=api'],
      reporters: [[OTEL, {}]],
      variables: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin, OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=7' },
    });
  }, 120_000);
  afterAll(() => collector.stop());
  const logOf = (title: string) => run.evidence.get(title)?.attachments.get('log of the target') ?? '';

  it('is the log of exactly its requests, and none of a neighbour’s', () => {
    const log = logOf('fails');

    expect(run.stats).toMatchObject({ expected: 1, unexpected: 2 });
    expect(
      log.match(/GET \/api\/v1\/datasets → 200 in [\d.]+ ms {2}datasets\.list {2}request \S+/g),
    ).toHaveLength(20);
    expect(log.match(/GET \/api\/v1\/detectors\/01890000-0000-7000-8000-00000000fa11 → 404/g)).toHaveLength(
      1,
    );
    expect(log).toContain('auth.register');
    expect(log).not.toContain('members.list');
  });

  it('is the time that each of its requests took there, beside the one that the suite has measured', () => {
    const exchanges = run.evidence.get('fails')?.attachments.get('exchanges') ?? '';

    expect(exchanges).toMatch(/GET +\/api\/v1\/detectors\/\S+fa11 +404 +[\d.]+ +[\d.]+ +owner/);
    expect(exchanges).not.toMatch(/password"?:"(?!\[REDACTED)/);
  });

  it('is the log of what its pages asked for', () => {
    expect(logOf('a page fails')).toMatch(/GET \/datasets → 200/);
    expect(logOf('a page fails')).toMatch(/GET \/api\/v1\/datasets → 200/);
    expect(logOf('a page fails')).not.toContain('members.list');
  });

  it('is nothing where the test has passed', () => {
    expect(run.evidence.get('passes')?.attachments.size).toBe(0);
  });

  it('goes by the trace that the run is sent to a collector with, a span a test', () => {
    const [request, ...more] = collector.received;
    const [{ resource, scopeSpans }] = traces.parse(request?.body).resourceSpans;
    const roots = scopeSpans[0].spans.filter(({ parentSpanId }) => parentSpanId === undefined);

    expect(more).toEqual([]);
    expect(request).toMatchObject({ url: '/v1/traces', headers: { 'x-tenant': '7' } });
    expect(resource.attributes).toContainEqual({ key: 'test.run.id', value: { stringValue: run.runId } });
    expect(roots.map(({ name }) => name).sort()).toEqual(['a page fails', 'fails', 'passes']);
    expect(roots.find(({ name }) => name === 'fails')?.traceId).toBe(
      run.evidence.get('fails')?.notes.get('trace id'),
    );
    expect(run.output).toContain(`Traces    3 tests sent to ${collector.host}`);
  });
});

describe('a failed test of a deployed target', () => {
  let platform: SharedPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.stop());

  it('names the address of its trace', async () => {
    const run = await runInline({
      variables: {
        ...platform.variables,
        TRACE_LINK_TEMPLATE: 'https://jaeger.test/trace/{traceId}',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      },
      args: ['--project=api'],
      reporters: [[OTEL, {}]],
      specs: {
        'api/a.spec.ts': `${FIXTURES} test('fails', ({ traceId }) => expect(traceId).toBe('another'));`,
      },
    });
    const notes = run.evidence.get('fails')?.notes;

    expect(notes?.get('trace of the target')).toBe(`https://jaeger.test/trace/${notes?.get('trace id')}`);
    expect(run.output).toContain(`trace of the target ${notes?.get('trace of the target')}`);
    expect(run.lines.filter((line) => line.startsWith('Traces'))).toEqual([
      expect.stringMatching(
        /^Traces {4}not sent, the run stands as it is: 127\.0\.0\.1:9 cannot be reached \(.+\); see OTEL/,
      ),
    ]);
    expect(run.exitCode).toBe(1);
    expect(run.evidence.get('fails')?.attachments.has('log of the target')).toBe(false);
  });

  it('is not begun with a template that names no trace', async () => {
    const run = await runInline({
      variables: { ...platform.variables, TRACE_LINK_TEMPLATE: 'https://jaeger.test/trace/' },
      specs: {},
    });

    expect(run.exitCode).toBe(1);
    expect(run.lines).toEqual([
      'environment: TRACE_LINK_TEMPLATE: "https://jaeger.test/trace/" is not an address with {traceId} in it ({from} and {to} are the only other places); give one such as https://traces.example.com/trace/{traceId}, or remove it',
    ]);
  });
});
