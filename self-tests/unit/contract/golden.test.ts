import { describe, expect, it } from 'vitest';
import { Canonical } from '../../../contract/golden/canonical-answer.ts';
import { exchange } from '../fixtures/exchange.ts';

const ONE = '01900000-0000-7000-8000-000000000001';
const OTHER = '01900000-0000-7000-8000-000000000002';

describe('a canonical answer', () => {
  it('has numbers for ids in the order in which they come, also over several answers', () => {
    const canonical = new Canonical({});

    expect(canonical.answer(json({ id: OTHER, parent: ONE }))).toEqual({
      status: 200,
      body: { id: '<id 1>', parent: '<id 2>' },
    });
    expect(canonical.answer(json([ONE, `/things/${OTHER}`]))).toEqual({
      status: 200,
      body: ['<id 2>', '/things/<id 1>'],
    });
  });

  it('hides times, digests, what is measured and the last digits of numbers, and keeps every other value', () => {
    const body = {
      createdAt: '2026-11-22T01:02:03.004Z',
      hash: 'a'.repeat(64),
      latencyMs: 12.5,
      durationMs: null,
      score: 0.123456789,
      limit: 50,
      name: 'Golden',
    };

    expect(new Canonical({}).answer(json(body))).toEqual({
      status: 200,
      body: {
        createdAt: '<time>',
        hash: '<digest>',
        latencyMs: '<latencyMs>',
        durationMs: null,
        score: 0.123457,
        limit: 50,
        name: 'Golden',
      },
    });
  });

  it('has a word for each text of the run, the longer ones first', () => {
    const canonical = new Canonical({ 'ts-1': '<run>', 'ts-1-alpha': '<tenant>' });

    expect(canonical.answer(json({ email: 'owner@ts-1-alpha.test', run: 'ts-1' }))).toEqual({
      status: 200,
      body: { email: 'owner@<tenant>.test', run: '<run>' },
    });
  });

  it('is, of a refusal, its status, its type and the places that it names, in one line', () => {
    const problem = {
      type: 'urn:problem:invalid',
      title: 'Invalid input',
      status: 422,
      detail: 'Some fields are wrong.',
      instance: '/api/v1/datasets',
      traceId: '0'.repeat(32),
      errors: [
        { pointer: '/name', detail: 'Missing.' },
        { pointer: '/kind', detail: 'Missing.' },
      ],
    };

    const refused = {
      ...json(problem, 422),
      responseHeaders: { 'content-type': 'application/problem+json' },
    };

    expect(new Canonical({}).answer(refused)).toBe('422 urn:problem:invalid /kind /name');
  });
});

function json(body: unknown, status = 200) {
  return exchange({
    status,
    bodyText: JSON.stringify(body),
    responseHeaders: { 'content-type': 'application/json' },
  });
}
