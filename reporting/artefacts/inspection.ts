import { readFileSync } from 'node:fs';
import type { Redactor } from '../../secrets/redactor.ts';
import { markOf, type Secret } from '../../secrets/secret.ts';
import type { Artefact } from './artefact-files.ts';
import { type Control, controlOf } from './control.ts';
import { redactFile } from './redact-file.ts';
import { type Leak, Scanner } from './scanner.ts';
import { strayedSessions } from './storage-state.ts';

/** A secret that is left in an artefact, or an artefact that nobody could read. */
export interface LeakIn extends Leak {
  kind: string;
  file: string;
}

/** What was found of secrets in the artefacts of a run. */
export interface Inspection {
  runId: string;
  /** Secrets that were looked for. */
  secrets: number;
  files: number;
  /** Files and entries of archives. */
  entries: number;
  bytes: number;
  /** Artefacts out of which secrets were taken at the end, which no reporter had gone through. */
  mended: Artefact[];
  leaks: LeakIn[];
  /** Where sessions are kept that should not be, one line each: among artefacts, in the repository, or readable by others. */
  sessions: string[];
  /** Names of secrets that tests have planted and that stand in no artefact: nothing has shown that they are taken out. */
  unmarked: string[];
  /** Artefacts that could not be read, with the reason. */
  unread: (Artefact & { reason: string })[];
  control: Control;
}

/** What artefacts are inspected for. */
export interface Wanted {
  runId: string;
  secrets: readonly Secret[];
  /** Knows these secrets. */
  redactor: Redactor;
  /** Names of secrets that tests have planted. */
  planted: readonly string[];
  /** Folder of the repository, absolute. */
  root: string;
}

/** Takes what secrets are left out of artefacts, then looks whether there are any, and whether it would have seen them. */
export function inspect(
  artefacts: readonly Artefact[],
  { runId, secrets, redactor, planted, root }: Wanted,
): Inspection {
  const unread: Inspection['unread'] = [];
  const sessions = strayedSessions(
    artefacts.map(({ file }) => file),
    root,
  );
  const mended = artefacts.filter((artefact) =>
    attempt(artefact, unread, () => redactFile(artefact.file, redactor)),
  );
  const { marked, ...found } = scan(artefacts, { secrets, planted }, unread);
  return {
    runId,
    secrets: secrets.length,
    ...found,
    mended,
    sessions,
    unmarked: planted.filter((name) => !marked.has(name)),
    unread,
    control: controlOf(artefacts.filter(({ file }) => !unread.some((each) => each.file === file))),
  };
}

/** Looks for secrets in artefacts as they are, and for the marks of planted ones. */
export function scan(
  artefacts: readonly Artefact[],
  { secrets, planted }: Pick<Wanted, 'secrets' | 'planted'>,
  unread: Inspection['unread'],
): Pick<Inspection, 'files' | 'entries' | 'bytes' | 'leaks'> & { marked: ReadonlySet<string> } {
  const scanner = new Scanner();
  for (const secret of secrets) scanner.add(secret);
  const markOfPlanted = new Map(planted.map((name) => [`mark of ${name}`, name]));
  for (const [mark, name] of markOfPlanted) scanner.add({ name: mark, value: markOf(name) });
  const marked = new Set<string>();
  const total = { files: 0, entries: 0, bytes: 0 };
  const leaks = new Map<string, LeakIn>();
  for (const artefact of artefacts) {
    const scanned = attempt(artefact, unread, () => scanner.scan(readFileSync(artefact.file)));
    if (scanned === undefined) continue;
    total.files += 1;
    total.entries += scanned.entries;
    total.bytes += scanned.bytes;
    for (const leak of scanned.leaks) {
      const planting = markOfPlanted.get(leak.secret);
      if (planting !== undefined) marked.add(planting);
      else leaks.set(`${artefact.file}/${leak.secret}`, { ...artefact, ...leak });
    }
  }
  return { ...total, leaks: [...leaks.values()], marked };
}

function attempt<T>(artefact: Artefact, unread: Inspection['unread'], act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    unread.push({ ...artefact, reason: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}
