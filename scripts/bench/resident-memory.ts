import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory in bytes, by the name of a process. */
export type ResidentMemory = Record<string, number>;

/** What was seen of a group of processes while something ran. */
export interface MemoryPeak {
  /** The largest sum over all processes at one moment. */
  total: number;
  /** Of each process by itself, whenever that was. */
  byProcess: ResidentMemory;
}

const PAUSE_MS = 20;

/**
 * Watches the descendants of this process but PostgreSQL's, every 20 ms, as `/proc` tells them (Linux only). What processes share,
 * such as the program's own pages, counts in each of them.
 */
export async function whileWatchingMemory<T>(
  work: () => Promise<T>,
): Promise<{ result: T; peak: MemoryPeak }> {
  const peak: MemoryPeak = { total: 0, byProcess: {} };
  const look = (): void => {
    const now = residentMemory(process.pid);
    const total = Object.values(now).reduce((sum, bytes) => sum + bytes, 0);
    peak.total = Math.max(peak.total, total);
    for (const [name, bytes] of Object.entries(now)) {
      peak.byProcess[name] = Math.max(peak.byProcess[name] ?? 0, bytes);
    }
  };
  look();
  const timer = setInterval(look, PAUSE_MS);
  try {
    return { result: await work(), peak };
  } finally {
    clearInterval(timer);
  }
}

function residentMemory(ancestor: number): ResidentMemory {
  const parents = new Map<number, number>();
  const found: { pid: number; name: string; bytes: number }[] = [];
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = readOrNothing(`/proc/${entry}/status`);
    const parent = /^PPid:\t(\d+)$/m.exec(status)?.[1];
    if (parent === undefined) continue;
    parents.set(Number(entry), Number(parent));
    if (/^Name:\tpostgres$/m.test(status)) continue;
    const kilobytes = Number(/^VmRSS:\t *(\d+) kB$/m.exec(status)?.[1] ?? 0);
    found.push({ pid: Number(entry), name: nameOf(entry), bytes: kilobytes * 1024 });
  }
  const below = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0;
    return parent === ancestor || (parent > 1 && below(parent));
  };
  const mine = found.filter(({ pid }) => below(pid));
  return Object.fromEntries(mine.map(({ pid, name, bytes }) => [`${name} (${pid})`, bytes]));
}

/** The script that a process runs, without its folders. */
function nameOf(pid: string): string {
  const words = readOrNothing(`/proc/${pid}/cmdline`).split('\0');
  const script = words.find((word) => /\.[cm]?[jt]s$/.test(word)) ?? words[0] ?? '';
  return script.split('/').at(-1) ?? '';
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
