import path from 'node:path';
import type { Inspection } from './inspection.ts';

const MEGABYTE = 1_000_000;
/** More lines than this say nothing more. */
const MOST_LINES = 20;

/** One line: `Secrets   812 registered, none left in 204 artefacts (1,310 entries, 48.2 MB, 0.6 s); found where planted: HTML report, JUnit`. */
export function describeInspection(inspection: Inspection, durationMs: number): string {
  const { secrets, files, entries, bytes, mended, leaks, control } = inspection;
  const left = new Set(leaks.map(({ secret }) => secret)).size;
  const number = (count: number) => count.toLocaleString('en-GB');
  const size = `${number(entries)} entries, ${(bytes / MEGABYTE).toFixed(1)} MB, ${(durationMs / 1000).toFixed(1)} s`;
  const late = mended.length > 0 ? `; taken out at the end: ${counted(mended.map(({ kind }) => kind))}` : '';
  return [
    `Secrets   ${number(secrets)} registered, ${left === 0 ? 'none' : left} left in ${number(files)} artefacts (${size})`,
    `${late}; found where planted: ${control.seen.sort().join(', ') || 'nowhere'}`,
  ].join('');
}

/** The part of an inspection that can fail a run. */
export type Objectionable = Pick<Inspection, 'leaks' | 'sessions' | 'unmarked' | 'unread' | 'control'>;

/** What fails a run, one line each: what leaks, what could not be looked at, and where a planted secret was not found. */
export function objectionsOf({ leaks, sessions, unmarked, unread, control }: Objectionable): string[] {
  const where = (file: string, within = '') =>
    [path.relative(process.cwd(), file), ...(within === '' ? [] : [within])].join(' › ');
  const lines = [
    ...leaks.map(({ secret, file, within }) => `Leak      ${secret} is in ${where(file, within)}`),
    ...sessions.map((line) => `Leak      the session of a browser: ${line}`),
    ...unmarked.map(
      (name) =>
        `Leak      ${name} was planted by a test and has got into no artefact: nothing shows that it is taken out`,
    ),
    ...unread.map(({ file, reason }) => `Leak      ${where(file)} could not be searched: ${reason}`),
    ...control.blind.map(
      (kind) => `Leak      the scanner is blind: it does not find what was planted in ${kind}`,
    ),
  ];
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `Leak      and ${lines.length - MOST_LINES} more`];
}

/** `HTML report, trace (3)` */
function counted(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count > 1 ? `${kind} (${count})` : kind)).join(', ');
}
