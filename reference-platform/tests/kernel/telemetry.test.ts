import { describe, expect, it } from 'vitest';
import { mergeExpositions } from '../../src/telemetry/metrics.ts';
import { traceFrom } from '../../src/telemetry/trace.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

describe('the trace of a request', () => {
  it('is the one that traceparent names', () => {
    expect(traceFrom(`00-${traceId}-${spanId}-01`)).toMatchObject({ traceId, parentSpanId: spanId });
  });

  it.each([
    undefined,
    '',
    `00-${traceId}-${spanId}`,
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
  ])('is a new one for the header %j', (header) => {
    const { traceId: made, parentSpanId } = traceFrom(header);
    expect(parentSpanId).toBeNull();
    expect(made).toMatch(/^[0-9a-f]{32}$/);
    expect(made.toLowerCase()).not.toBe(traceId);
  });
});

describe('the measurements of two planes', () => {
  it('are one exposition: each metric described once, with the series of both', () => {
    const control =
      '# HELP up Up.\n# TYPE up gauge\nup{plane="control"} 1\n\n# HELP a A.\n# TYPE a counter\na 2\n';
    const compute = '# HELP up Up.\n# TYPE up gauge\nup{plane="compute"} 1\n';

    expect(mergeExpositions([control, compute])).toBe(
      '# HELP up Up.\n# TYPE up gauge\nup{plane="control"} 1\nup{plane="compute"} 1\n\n# HELP a A.\n# TYPE a counter\na 2\n',
    );
  });

  it('are those of one plane where the other does not answer', () => {
    const control = '# HELP a A.\n# TYPE a counter\na 2\n';
    expect(mergeExpositions([control, ''])).toBe(control);
  });
});
