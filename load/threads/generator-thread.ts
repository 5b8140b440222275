import { parentPort } from 'node:worker_threads';
import { Clock } from '../engine/clock.ts';
import type { Flow } from '../engine/flow.ts';
import { generate } from '../engine/generator.ts';
import { stretchesOf } from '../engine/offer.ts';
import { OperationCounter } from '../figures/operation-tally.ts';
import { Clients } from './clients.ts';
import type { Begin, FlowTools } from './flow-tools.ts';
import type { FromThread, ThreadTally, ThreadTask, ToThread } from './messages.ts';
import { openChannel } from './open-channel.ts';
import { OracleSample } from './oracle-sample.ts';

/** A flow with what counts its exchanges. */
interface Prepared {
  flow: Flow;
  counter: OperationCounter;
}

if (parentPort === null) throw new Error('this module is the beginning of a worker thread');
const port = parentPort;
const stop = new AbortController();
let clock: Clock | null = null;
let clients: Clients | null = null;

const begun = new Promise<Clock>((resolve) => {
  port.on('message', (message: ToThread) => {
    if (message.kind === 'begin') {
      clock = new Clock(message.beginsAt);
      resolve(clock);
    } else if (message.kind === 'abort') {
      stop.abort();
      void clients?.dispose();
    }
  });
});
const task = await new Promise<ThreadTask>((resolve) => {
  port.on('message', (message: ToThread) => {
    if (message.kind === 'task') resolve(message.task);
  });
});
const { targetUrl, policyFile } = task;
const own = new Clients(targetUrl, () => new OracleSample(targetUrl, policyFile));
clients = own;
const prepared = await Promise.all(task.workloads.map(prepare));
say({ kind: 'ready' });
const started = await begun;
const tallies = await Promise.all(prepared.map((flow, workload) => offer(flow, workload, started)));
say({ kind: 'done', tallies });
await own.dispose();
port.close();

async function prepare({ flow, offer }: ThreadTask['workloads'][number]): Promise<Prepared> {
  const module = (await import(flow.module)) as { begin?: Begin<unknown> };
  if (typeof module.begin !== 'function') throw new TypeError(`${flow.module} exports no function "begin"`);
  const stretches = stretchesOf(offer.arrivals);
  const counter = new OperationCounter(() => phaseAt(stretches, clock?.now() ?? 0));
  const { input } = flow;
  const client = (actor: Parameters<Clients['client']>[0]) => own.client(actor, counter);
  const open: FlowTools<unknown>['open'] = async (actor, channel) =>
    openChannel(targetUrl, await client(actor), actor, channel);
  return { flow: await module.begin({ input, share: task.share, client, open, targetUrl }), counter };
}

async function offer({ flow, counter }: Prepared, workload: number, at: Clock): Promise<ThreadTally> {
  const asked = task.workloads[workload];
  if (asked === undefined) throw new RangeError(`there is no workload ${workload}`);
  const generator = await generate({
    offer: asked.offer,
    share: task.share,
    flow,
    clock: at,
    signal: stop.signal,
    onSecond: (tally) => say({ kind: 'second', workload, tally }),
  });
  return { generator, operations: counter.tallies() };
}

function phaseAt(stretches: readonly { durationMs: number }[], nowMs: number): number {
  let end = 0;
  const phase = stretches.findIndex(({ durationMs }) => nowMs < (end += durationMs));
  return phase === -1 ? stretches.length - 1 : phase;
}

function say(message: FromThread): void {
  port.postMessage(message);
}
