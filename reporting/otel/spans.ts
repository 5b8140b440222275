import { createHash } from 'node:crypto';
import type { TestCase, TestError, TestResult, TestStep } from '@playwright/test/reporter';
import { stripVTControlCharacters } from 'node:util';
import { preparationSpanOf, testSpanOf } from '../../targets/names.ts';

/** A value in the JSON form of OTLP. */
type Value = { stringValue: string } | { intValue: string } | { arrayValue: { values: Value[] } };

interface Attribute {
  key: string;
  value: Value;
}

/** A span in the JSON form of OTLP 1: ids in hex, times in nanoseconds since 1970 as text. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  /** 1: internal. */
  kind: 1;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  /** 0: unset, 2: error. */
  status: { code: 0 | 2; message?: string };
}

/** Steps of a test that become spans at most, those further out first. */
const MOST_STEPS = 100;
const LONGEST_NAME = 200;
const BEFORE = 'Before Hooks';

/**
 * The spans of one attempt: the test's own, which is the one that its requests name as theirs, and its steps below it. What the
 * target makes of the same trace is then below the test, or below its preparation.
 */
export function spansOf(test: TestCase, result: TestResult, traceId: string): Span[] {
  const [, project = '', file = '', ...titles] = test.titlePath();
  const failed = !['passed', 'skipped'].includes(result.status);
  const root: Span = {
    traceId,
    spanId: testSpanOf(traceId),
    name: short(titles.join(' › ')),
    kind: 1,
    ...timesOf(result),
    attributes: [
      text('test.suite.name', project),
      text('test.case.name', titles.join(' › ')),
      text('test.case.result.status', resultStatus(result.status)),
      text('code.file.path', file),
      number('code.line.number', test.location.line),
      number('test.case.retry', result.retry),
      {
        key: 'test.case.tags',
        value: { arrayValue: { values: test.tags.map((tag) => ({ stringValue: tag })) } },
      },
    ],
    status: failed ? { code: 2, message: firstLine(result.errors[0]) } : { code: 0 },
  };
  return [root, ...stepSpans(result.steps, root)];
}

/** What collectors know as passed and failed; anything else by Playwright's own word. */
function resultStatus(status: TestResult['status']): string {
  return { passed: 'pass', failed: 'fail', timedOut: 'fail', skipped: 'skipped', interrupted: 'interrupted' }[
    status
  ];
}

function stepSpans(steps: readonly TestStep[], root: Span): Span[] {
  const spans: Span[] = [];
  const waiting = steps.map((step) => ({ step, parent: root.spanId }));
  while (spans.length < MOST_STEPS) {
    const next = waiting.shift();
    if (next === undefined) break;
    const { step, parent } = next;
    const isPreparation = parent === root.spanId && step.title === BEFORE;
    const spanId = isPreparation ? preparationSpanOf(root.traceId) : stepSpanOf(root.traceId, spans.length);
    spans.push({
      traceId: root.traceId,
      spanId,
      parentSpanId: parent,
      name: short(step.title),
      kind: 1,
      ...timesOf(step),
      attributes: [text('test.step.category', step.category)],
      status: step.error === undefined ? { code: 0 } : { code: 2, message: firstLine(step.error) },
    });
    waiting.push(...step.steps.map((inner) => ({ step: inner, parent: spanId })));
  }
  return spans;
}

function stepSpanOf(traceId: string, index: number): string {
  return createHash('sha256').update(`${traceId}/${index}`).digest('hex').slice(0, 16);
}

function timesOf({ startTime, duration }: { startTime: Date; duration: number }) {
  const start = startTime.getTime();
  // Milliseconds with what is behind the point would lose digits as nanoseconds in one number.
  const nano = (ms: number) => `${BigInt(Math.round(ms * 1000)) * 1000n}`;
  return { startTimeUnixNano: nano(start), endTimeUnixNano: nano(start + Math.max(0, duration)) };
}

function firstLine(error: TestError | undefined): string {
  const [line = ''] = stripVTControlCharacters(error?.message ?? error?.value ?? '').split('\n');
  return short(line);
}

function short(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
}

function text(key: string, value: string): Attribute {
  return { key, value: { stringValue: value } };
}

function number(key: string, value: number): Attribute {
  return { key, value: { intValue: String(value) } };
}
