import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of a second in `/proc/<pid>/stat`: 100 on every Linux there is. */
const TICKS_A_SECOND = 100;

interface Process {
  parent: number;
  /** Its own, and that of its children that have ended. */
  cpuSeconds: number;
}

/** CPU time, in seconds, of a process and of all below it; `null` where the system does not tell (it is not Linux). */
export function cpuSecondsBelow(root: number): number | null {
  if (process.platform !== 'linux') return null;
  const processes = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const found = read(name);
        return found === null ? [] : [[Number(name), found] as const];
      }),
  );
  const belongs = (pid: number, depth = 0): boolean => {
    const found = processes.get(pid);
    return pid === root || (found !== undefined && depth < 64 && belongs(found.parent, depth + 1));
  };
  return [...processes].reduce((sum, [pid, { cpuSeconds }]) => sum + (belongs(pid) ? cpuSeconds : 0), 0);
}

/** `null` for one that has ended meanwhile. */
function read(pid: string): Process | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name, in parentheses, may hold anything; the fields behind it are numbered from 3 (proc_pid_stat(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  const ticks = field(14) + field(15) + field(16) + field(17);
  return { parent: field(4), cpuSeconds: ticks / TICKS_A_SECOND };
}
