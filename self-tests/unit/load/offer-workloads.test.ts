import { describe, expect, it } from 'vitest';
import { constant } from '../../../load/arrivals/plan.ts';
import type { Workload } from '../../../load/engine/workload.ts';
import { offerWorkloads } from '../../../load/run/offer-workloads.ts';
import { SpareThread } from '../../../load/threads/spare-thread.ts';
import { serve } from './serve.ts';

const flow = (name: string, input: unknown): Workload['flow'] => ({
  module: new URL(`flows/${name}.ts`, import.meta.url).href,
  input,
});

const workload = (change: Partial<Workload> & Pick<Workload, 'flow'>): Workload => ({
  question: 'Does the engine tell the truth?',
  arrivals: constant({ rate: 200, durationMs: 1_000 }),
  budgets: [],
  ...change,
});

describe.concurrent('generators on threads of their own', { timeout: 60_000 }, () => {
  it('share the arrivals out, and are measured as one', async () => {
    const asked: number[] = [];
    const url = await serve((_request, response) => {
      asked.push(performance.now());
      response.end();
    });

    const [measurement] = await offerWorkloads([workload({ flow: flow('get', { url }) })], {
      targetUrl: url,
      threads: 2,
    });

    expect(asked).toHaveLength(600);
    expect(measurement).toMatchObject({
      arrivals: 200,
      succeeded: 200,
      failed: 0,
      dropped: 0,
      aborted: null,
    });
    expect(measurement?.seconds.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(600);
  });

  it('are taken from one that was loaded ahead, once', async () => {
    const spare = new SpareThread();
    spare.prepare();
    const [first, second] = [spare.take(), spare.take()];
    const url = await serve((_request, response) => response.end());

    const measured = await Promise.all(
      [first, second].map((thread) =>
        offerWorkloads([workload({ flow: flow('get', { url }) })], {
          targetUrl: url,
          takeThread: () => thread,
        }),
      ),
    );

    expect(first).not.toBe(second);
    expect(measured.flat().map(({ succeeded }) => succeeded)).toEqual([200, 200]);
  });

  it('say so when the one that was loaded ahead has died meanwhile', async () => {
    const spare = new SpareThread();
    const thread = spare.take();
    await thread.terminate();

    const offered = offerWorkloads([workload({ flow: flow('get', {}) })], {
      targetUrl: 'http://127.0.0.1:9',
      takeThread: () => thread,
    });

    await expect(offered).rejects.toThrow('the thread of the load generator ended before its time');
  });

  it('offer several workloads at once, each measured by itself', async () => {
    const url = await serve((request, response) => {
      response.statusCode = request.url === '/wrong' ? 500 : 200;
      response.end();
    });
    const right = workload({ question: 'right?', flow: flow('get', { url }) });
    const wrong = workload({ question: 'wrong?', flow: flow('get', { url: `${url}/wrong` }) });

    const measurements = await offerWorkloads([right, wrong], { targetUrl: url });

    expect(measurements.map(({ question, succeeded, errors }) => ({ question, succeeded, errors }))).toEqual([
      { question: 'right?', succeeded: 200, errors: {} },
      { question: 'wrong?', succeeded: 0, errors: { 'status 500': 200 } },
    ]);
  });

  it('tell each second how it goes, and ask the target meanwhile', async () => {
    const url = await serve((_request, response) => response.end());
    const seconds: number[] = [];
    const asked: number[] = [];
    const sample = {
      cpuCores: 1,
      cpuShare: 0.5,
      residentBytes: 2,
      loopLagMs: 3,
      queueDepth: 4,
      queriesPerSecond: 5,
    };

    const [measurement] = await offerWorkloads([workload({ flow: flow('get', { url }) })], {
      targetUrl: url,
      sampleTarget: (atMs) => {
        asked.push(atMs);
        return Promise.resolve({ atMs, ...sample });
      },
      onSecond: (_workload, { second }) => void seconds.push(second),
    });

    expect(seconds.slice(0, 3)).toEqual([0, 1, 2]);
    expect(asked.length).toBeGreaterThan(0);
    expect(measurement?.target).toEqual(asked.map((atMs) => ({ atMs, ...sample })));
  });

  it('break everything off at once when they are told to, and keep what was measured', async () => {
    // The answers never come: only broken connections end the wait.
    const url = await serve(() => undefined);
    const abort = new AbortController();
    let abortedAt = 0;

    const [measurement] = await offerWorkloads(
      [workload({ flow: flow('get', { url }), arrivals: constant({ rate: 50, durationMs: 60_000 }) })],
      {
        targetUrl: url,
        signal: abort.signal,
        onSecond: (_workload, { second }) => {
          if (second !== 2) return;
          abortedAt = performance.now();
          abort.abort();
        },
      },
    );

    // A tenth of a second on a calm machine.
    expect(performance.now() - abortedAt).toBeLessThan(1_000);
    expect(measurement).toMatchObject({ aborted: 'aborted', arrivals: 0 });
    expect(measurement?.invalid).toContain('it was ended early: aborted');
  });

  it('do not begin a run that was ended before', async () => {
    const offered = offerWorkloads([workload({ flow: flow('get', { url: 'http://127.0.0.1:9' }) })], {
      targetUrl: 'http://127.0.0.1:9',
      signal: AbortSignal.abort(),
    });

    await expect(offered).rejects.toThrow('the run was ended before its first arrival');
  });

  it('break off when the guard says that the target has given up', async () => {
    const url = await serve((_request, response) => {
      response.statusCode = 503;
      response.end();
    });
    const start = performance.now();

    const [measurement] = await offerWorkloads(
      [workload({ flow: flow('get', { url }), arrivals: constant({ rate: 50, durationMs: 60_000 }) })],
      { targetUrl: url, guard: { errorRate: 0.5, overSeconds: 2, leastArrivals: 20 } },
    );

    expect(performance.now() - start).toBeLessThan(30_000);
    expect(measurement?.aborted).toBe('Does the engine tell the truth? 100 % errors in 2 s (limit 50 %)');
  });

  it('mark a measurement invalid that they could not keep up with', async () => {
    const arrivals = constant({ rate: 100, durationMs: 1_000 });

    const [measurement] = await offerWorkloads(
      [workload({ flow: flow('busy', { busyMs: 25 }), arrivals, drainMs: 500 })],
      { targetUrl: 'http://127.0.0.1:9' },
    );

    expect(measurement?.invalid.join('\n')).toContain('event loop lagged');
    expect(measurement?.invalid.join('\n')).toContain('/s offered');
  });

  it.each([
    ['whose flow cannot be prepared', flow('broken', undefined), 'the account of the flow is gone'],
    ['whose module is missing', flow('missing', undefined), 'missing'],
  ])('end the run of a workload %s, and say why', async (_fault, reference, reason) => {
    const offered = offerWorkloads([workload({ flow: reference })], { targetUrl: 'http://127.0.0.1:9' });

    await expect(offered).rejects.toThrow(reason);
  });

  it('refuse a plan that no engine can offer, before a thread is started', async () => {
    const arrivals = constant({ rate: 1, durationMs: 1_000, warmUpMs: 10 });

    await expect(
      offerWorkloads([workload({ flow: flow('get', {}), arrivals })], { targetUrl: 'http://127.0.0.1:9' }),
    ).rejects.toThrow('a warm-up lasts at least 2000 ms, not 10');
  });
});
