import type { Socket } from 'node:net';
import { connectTo } from '../../api-clients/wire/connect.ts';
import { stages } from '../arrivals/plan.ts';
import { p95AtMostTwice } from '../budgets/relative.ts';
import { errorsUnderOnePercent, p95Of } from '../budgets/seeds.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin } from '../threads/flow-tools.ts';
import { type ListInput, listDatasets } from './list-datasets.ts';

interface Crowd {
  /** What they do with their connections: nothing, or begin a request and send a byte of it now and then. */
  habit: 'silent' | 'slow';
}

const BYTE_EVERY_MS = 500;

/** Somebody connects and stays. The arrival is over when the connection is open; it is held until the target ends it, or the run. */
export const begin: Begin<Crowd> = ({ input: { habit }, targetUrl }) => {
  const { host } = new URL(targetUrl);
  const head = `POST /api/v1/auth/login HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n`;
  return async () => {
    const socket = await connectTo(targetUrl);
    // That the target ends it is its good right.
    socket.on('error', () => undefined);
    socket.resume();
    if (habit === 'slow') drip(socket, head);
  };
};

function drip(socket: Socket, head: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(' '), BYTE_EVERY_MS);
  socket.once('close', () => clearInterval(timer));
}

export interface CrowdedPlatform {
  victim: ListInput;
  /** Of each of the phases: the victim `alone`, then with ever more connections beside it. */
  durationMs: number;
  victimRate: number;
  /** Connections a second, of either habit. */
  crowdRate: number;
}

/** The victim's workload, and those of the silent and of the slow, who come in its second phase. */
export function crowdedPlatform({ victim, durationMs, victimRate, crowdRate }: CrowdedPlatform): Workload[] {
  const phases = (alone: number, crowded: number) =>
    stages([
      { name: 'alone', rate: alone, durationMs },
      { name: 'crowded', rate: crowded, durationMs },
    ]);
  const crowds = (['silent', 'slow'] as const).map((habit) => ({
    question: `Are connections of ${habit} clients taken?`,
    arrivals: phases(0, crowdRate),
    flow: { module: import.meta.url, input: { habit } satisfies Crowd },
    budgets: [errorsUnderOnePercent],
  }));
  return [
    {
      ...listDatasets(victim, phases(victimRate, victimRate)),
      question: 'Does a tenant notice hundreds of connections that are silent or slow?',
      budgets: [p95AtMostTwice('crowded', 'alone'), p95Of('latency', 'crowded'), errorsUnderOnePercent],
    },
    ...crowds,
  ];
}
