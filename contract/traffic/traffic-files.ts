import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mergeTraffic, type Traffic, trafficSchema } from './traffic.ts';

/** Leaves what a worker of that index counted in the run's folder; nothing for a worker that exchanged nothing. */
export function writeTraffic(folder: string, workerIndex: number, traffic: Traffic): void {
  if (Object.keys(traffic).length === 0) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `w${workerIndex}.json`), JSON.stringify(traffic));
}

/** What all workers of a run counted; empty where none left anything. Throws on a file that is none of ours. */
export function readTraffic(folder: string): Traffic {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return mergeTraffic(
    files.map((file) => trafficSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')))),
  );
}
