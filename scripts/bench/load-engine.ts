import { once } from 'node:events';
import { createServer } from 'node:http';
import { constant } from '../../load/arrivals/plan.ts';
import { describeMeasurement } from '../../load/measurement/describe.ts';
import type { Measurement } from '../../load/measurement/measurement.ts';
import { offerWorkloads } from '../../load/run/offer-workloads.ts';
import { variationOfBins } from '../../self-tests/unit/load/variation.ts';

// What the load engine is good for, against a server that answers at once: whether its figures are those of arithmetic when the
// server stalls, how evenly it sends, and what one thread reaches. Limits: 5 % of the stall's percentiles, a variation of
// 0.2 in bins of 10 ms at 1,000 a second, 20,000 a second from one thread.

const STALL_MS = 200;
const BIN_MS = 10;
const FLOW = new URL('../../self-tests/unit/load/flows/get.ts', import.meta.url).href;

/** Offers one rate to a server of its own; gives the measurement, and when the requests came. */
async function against(
  stallMs: number,
  rate: number,
  durationMs: number,
): Promise<{ measurement: Measurement; times: number[] }> {
  // On this thread; the generator has its own.
  const times: number[] = [];
  const server = createServer((_request, response) => {
    const now = performance.now();
    times.push(now);
    const phase = now % 1000;
    if (phase >= stallMs) response.end('ok');
    else setTimeout(() => response.end('ok'), stallMs - phase);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  const [measurement] = await offerWorkloads(
    [
      {
        question: `${rate}/s against a server that ${stallMs === 0 ? 'answers at once' : `stalls ${stallMs} ms in each second`}`,
        arrivals: constant({ rate, durationMs }),
        flow: { module: FLOW, input: { url, connections: 256 } },
        budgets: [],
        maxInFlight: 20_000,
      },
    ],
    { targetUrl: url },
  );
  server.closeAllConnections();
  server.close();
  if (measurement === undefined) throw new Error('nothing was measured');
  console.log(describeMeasurement(measurement));
  return { measurement, times };
}

const kept: boolean[] = [];
const verdict = (text: string, isKept: boolean): void => {
  kept.push(isKept);
  console.log(`${isKept ? 'kept    ' : 'NOT KEPT'}  ${text}\n`);
};

// The share s of the slowest arrivals lies above stall · (1 − s · 1000 / stall).
const stalled = await against(STALL_MS, 1_000, 10_000);
const p99 = stalled.measurement.latencyMs.p99 ?? Number.NaN;
const due = STALL_MS * (1 - (0.01 * 1000) / STALL_MS);
verdict(
  `stall: p99 ${p99.toFixed(1)} ms where arithmetic gives ${due.toFixed(1)} ms (5 %)`,
  Math.abs(p99 - due) <= 0.05 * due,
);

const even = await against(0, 1_000, 10_000);
const spread = variationOfBins(even.times.slice(2_000), BIN_MS);
verdict(`evenness: variation ${spread.toFixed(2)} in bins of ${BIN_MS} ms (0.2)`, spread <= 0.2);

const fast = await against(0, 20_000, 5_000);
verdict(
  `one thread: ${fast.measurement.reachedRate.toFixed(0)}/s of 20,000/s, ${fast.measurement.invalid.length === 0 ? 'valid' : 'invalid'}`,
  fast.measurement.invalid.length === 0,
);

process.exitCode = kept.every(Boolean) ? 0 : 1;
