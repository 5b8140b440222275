import { describe, expect, it } from 'vitest';
import { isTraceLinkTemplate, traceLink } from '../../../config/trace-link.ts';

const GRAFANA = 'https://grafana.test/explore?q={traceId}&range={from}-{to}';

describe('the link to the traces of a target', () => {
  it('has the trace in the place of its name, and the time of the test with a minute on both sides', () => {
    const time = { traceId: 'ab'.repeat(16), startedAt: 1_000_000, endedAt: 1_002_000 };

    expect(traceLink(GRAFANA, time)).toBe(
      `https://grafana.test/explore?q=${'ab'.repeat(16)}&range=940000-1062000`,
    );
    expect(traceLink('http://jaeger.test/trace/{traceId}', time)).toBe(
      `http://jaeger.test/trace/${'ab'.repeat(16)}`,
    );
  });

  it.each([
    [GRAFANA, true],
    ['http://127.0.0.1:16686/trace/{traceId}', true],
    ['https://jaeger.test/trace', false],
    ['https://jaeger.test/{traceId}/{span}', false],
    ['jaeger.test/{traceId}', false],
    ['ftp://jaeger.test/{traceId}', false],
    ['javascript:alert("{traceId}")', false],
  ])('%s can be one: %s', (template, isOne) => {
    expect(isTraceLinkTemplate(template)).toBe(isOne);
  });
});
