import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../api-clients/http/exchange.ts';
import { OperationCounter } from '../../../load/figures/operation-tally.ts';
import { PhaseCounter } from '../../../load/figures/phase-tally.ts';
import { SecondCounter } from '../../../load/figures/second-tally.ts';

const SAMPLES = 10_000_000;
const A_SECOND = 20_000;
/** One in ten: to count an exchange takes ten times as long as to count a duration. */
const EXCHANGES_SHARE = 10;
const MEBIBYTE = 1024 * 1024;
/** What a look at the heap itself leaves; ten million numbers kept would be 76. */
const MOST_GROWTH = 8 * MEBIBYTE;

const EXCHANGE: Exchange = {
  operationId: 'datasets.list',
  method: 'GET',
  url: 'http://127.0.0.1/api/v1/datasets',
  path: '/datasets',
  requestHeaders: {},
  requestBody: null,
  status: 200,
  responseHeaders: {},
  setCookies: [],
  bodyText: '{}',
  durationMs: 5,
  startedAt: '2026-01-01T00:00:00.000Z',
  actor: 'viewer',
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Heap and array buffers, once all that nobody needs is gone. */
function heldBytes(): number {
  collect();
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}

describe('the figures of a load', () => {
  it(
    'take no more memory after ten million samples than after a hundred thousand',
    { timeout: 120_000 },
    () => {
      const phase = new PhaseCounter();
      const second = new SecondCounter();
      const operations = new OperationCounter();
      let closed = 0;
      const sample = (index: number): void => {
        const milliseconds = 1 + (index % 997) / 3;
        phase.latency.record(milliseconds);
        phase.lateness.record(milliseconds / 100);
        second.succeed(milliseconds);
        if (index % EXCHANGES_SHARE === 0) operations.record(EXCHANGE);
        if (index % 1_000 === 0) phase.fail(`kind ${index}`);
        if (index % A_SECOND === 0) closed += second.close(0).succeeded;
      };
      for (let index = 0; index < 100_000; index += 1) sample(index);
      const before = heldBytes();

      for (let index = 0; index < SAMPLES; index += 1) sample(index);

      expect(heldBytes() - before).toBeLessThan(MOST_GROWTH);
      expect(phase.latency.count).toBe(SAMPLES + 100_000);
      expect(operations.figures([{ name: 'all' }])[0]?.answers).toBe((SAMPLES + 100_000) / EXCHANGES_SHARE);
      expect(closed + second.close(0).succeeded).toBe(SAMPLES + 100_000);
    },
  );
});
