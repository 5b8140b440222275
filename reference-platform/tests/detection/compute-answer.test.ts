import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BoundaryRefusal, type BoundaryClient } from '../../src/boundary/client.ts';
import { computeAnswer } from '../../src/control/detectors/compute-answer.ts';
import { Problem } from '../../src/http/problem.ts';
import { traceFrom } from '../../src/telemetry/trace.ts';

function answering(call: () => Promise<unknown>): BoundaryClient {
  return {
    call: async (_call, answer) => answer.parse(await call()),
    text: () => Promise.reject(new Error('not called')),
    pointAt: () => undefined,
    close: () => Promise.resolve(),
  };
}

async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  const asked = {
    method: 'GET',
    path: '/x',
    tenantId: null,
    timeout: 'read',
    trace: traceFrom(undefined),
  } as const;
  try {
    return await computeAnswer(answering(call), asked, z.object({ value: z.number() }));
  } catch (error) {
    return error instanceof Problem
      ? { status: error.status, detail: error.message, errors: error.errors }
      : error;
  }
}

const refusal = (status: number, details?: unknown) =>
  Promise.reject(new BoundaryRefusal(status, { code: 'c', message: 'why', details }));

describe('an answer of the compute plane', () => {
  it('is passed on when it fits', async () => {
    expect(await outcomeOf(() => Promise.resolve({ value: 3 }))).toEqual({ value: 3 });
  });

  it('that says there is no such thing is 404', async () => {
    expect(await outcomeOf(() => refusal(404))).toMatchObject({ status: 404 });
  });

  it('that says the state forbids it is 409, with the reason', async () => {
    expect(await outcomeOf(() => refusal(409))).toMatchObject({ status: 409, detail: 'why' });
  });

  it('that says the input is wrong is 422, with pointer and reason', async () => {
    expect(await outcomeOf(() => refusal(422, { pointer: '/query/x' }))).toMatchObject({
      status: 422,
      errors: [{ pointer: '/query/x', detail: 'why' }],
    });
  });

  it('that refuses the call itself is a fault of the platform', async () => {
    expect(await outcomeOf(() => refusal(401))).toMatchObject({ status: 500 });
  });

  it('that did not come is left to the kernel', async () => {
    const lost = new Error('connection refused');

    expect(await outcomeOf(() => Promise.reject(lost))).toBe(lost);
  });
});
