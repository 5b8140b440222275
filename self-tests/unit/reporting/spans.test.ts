import type { TestCase, TestResult, TestStep } from '@playwright/test/reporter';
import { describe, expect, it } from 'vitest';
import { spansOf } from '../../../reporting/otel/spans.ts';

const TRACE = 'c0ffee'.padEnd(32, '0');

function step(title: string, inner: TestStep[] = [], error?: { message: string }): TestStep {
  const startTime = new Date(1_800_000_000_100);
  return { title, category: 'test.step', startTime, duration: 5, steps: inner, error } as unknown as TestStep;
}

function spans(result: Partial<TestResult>) {
  const test = {
    titlePath: () => ['', 'api', 'datasets.spec.ts', 'Datasets', 'an analyst removes one'],
    tags: ['@integration'],
    location: { file: '/x/datasets.spec.ts', line: 7, column: 1 },
  } as unknown as TestCase;
  const whole = { status: 'passed', duration: 20.5, retry: 0, errors: [], steps: [], ...result };
  return spansOf(test, { ...whole, startTime: new Date(1_800_000_000_000) } as unknown as TestResult, TRACE);
}

describe('the spans of a test', () => {
  it('begin with its own, whose id its requests name as their parent', () => {
    const [root] = spans({});

    expect(root).toMatchObject({
      traceId: TRACE,
      spanId: `${TRACE.slice(0, 15)}1`,
      name: 'Datasets › an analyst removes one',
      kind: 1,
      startTimeUnixNano: '1800000000000000000',
      endTimeUnixNano: '1800000000020500000',
      status: { code: 0 },
    });
    expect(root?.attributes).toContainEqual({
      key: 'test.case.result.status',
      value: { stringValue: 'pass' },
    });
    expect(root?.attributes).toContainEqual({ key: 'code.line.number', value: { intValue: '7' } });
  });

  it('say of a failed one the first line of what was wrong', () => {
    const errors = [{ message: '\u001b[31mexpected 200\u001b[39m\nand got 500' }];
    const [root] = spans({ status: 'failed', errors });

    expect(root?.status).toEqual({ code: 2, message: 'expected 200' });
    expect(root?.attributes).toContainEqual({
      key: 'test.case.result.status',
      value: { stringValue: 'fail' },
    });
  });

  it('go on with its steps, each below the one that it belongs to', () => {
    const [root, before, act, inner] = spans({
      steps: [step('Before Hooks'), step('act', [step('inside', [], { message: 'broke' })])],
    });

    expect(before).toMatchObject({ parentSpanId: root?.spanId, spanId: `${TRACE.slice(0, 15)}2` });
    expect(act).toMatchObject({ parentSpanId: root?.spanId, name: 'act' });
    expect(inner).toMatchObject({
      parentSpanId: act?.spanId,
      name: 'inside',
      status: { code: 2, message: 'broke' },
    });
    expect(inner?.spanId).toMatch(/^[0-9a-f]{16}$/);
  });

  it('are a hundred and one at most, those further out first', () => {
    const many = Array.from({ length: 90 }, (_, index) => step(`outer ${index}`, [step('inner')]));
    const made = spans({ steps: many });

    expect(made).toHaveLength(101);
    expect(made.filter(({ name }) => name.startsWith('outer'))).toHaveLength(90);
    expect(new Set(made.map(({ spanId }) => spanId)).size).toBe(101);
  });
});
