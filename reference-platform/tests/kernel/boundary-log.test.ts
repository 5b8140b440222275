import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type BoundaryClient, createBoundaryClient } from '../../src/boundary/client.ts';
import { type BoundaryServer, createBoundaryServer, refuse } from '../../src/boundary/server.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { traceFrom } from '../../src/telemetry/trace.ts';

const secret = 'a secret that both planes know';
const line = z.object({
  traceId: z.string(),
  parentSpanId: z.string(),
  spanId: z.string(),
  operation: z.string(),
  method: z.string(),
  path: z.string(),
  status: z.number(),
  durationMs: z.number().positive(),
});

describe('the log of the boundary', () => {
  let server: BoundaryServer;
  let client: BoundaryClient;
  const lines: unknown[] = [];
  const call = { method: 'GET', tenantId: null, timeout: 'read' } as const;

  beforeAll(async () => {
    const stream = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(JSON.parse(chunk.toString()));
        done();
      },
    });
    server = createBoundaryServer({
      secret,
      logger: pino({ level: 'info' }, stream),
      metrics: createMetrics('compute'),
      health: () => Promise.resolve(),
    });
    server.endpoint({ method: 'GET', path: '/kind/:id', handle: () => Promise.resolve({ ok: true }) });
    server.endpoint({
      method: 'GET',
      path: '/refusing',
      handle: () => Promise.reject(refuse(409, 'taken', 'somebody else has it')),
    });
    client = createBoundaryClient(secret);
    client.pointAt(await server.listen());
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  it('has a line for each call, below the span of the request that it is made for', async () => {
    const trace = traceFrom(undefined);

    await client.call({ ...call, path: '/kind/7?deep=1', trace }, z.unknown());
    await expect(client.call({ ...call, path: '/refusing', trace }, z.unknown())).rejects.toThrow('somebody');

    const ofTrace = () =>
      lines.map((each) => line.parse(each)).filter(({ traceId }) => traceId === trace.traceId);
    // A line is written when the answer has gone, which its caller may have by then.
    const own = await vi.waitUntil(() => (ofTrace().length === 2 ? ofTrace() : null));
    expect(own.map(({ parentSpanId }) => parentSpanId)).toEqual([trace.spanId, trace.spanId]);
    expect(own.map(({ operation, path, status }) => [operation, path, status])).toEqual([
      ['GET /boundary/v1/kind/:id', '/boundary/v1/kind/7', 200],
      ['GET /boundary/v1/refusing', '/boundary/v1/refusing', 409],
    ]);
  });

  it('says nothing of what is asked all the time', async () => {
    const trace = traceFrom(undefined);

    await client.call({ ...call, path: '/health', trace }, z.unknown());

    expect(JSON.stringify(lines)).not.toContain(trace.traceId);
  });
});
