import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isText } from '../../secrets/file-kinds.ts';
import { isZip, readZip, writeZip } from '../../secrets/zip.ts';
import type { Artefact } from './artefact-files.ts';
import { Scanner } from './scanner.ts';

/** What the positive control has shown. */
export interface Control {
  /** Kinds of artefacts in which every planted secret was found. */
  seen: string[];
  /** Kinds in which one was not, and which. */
  blind: string[];
}

type Encoder = (text: string) => string;

/** Each encoding changes something in it, and no two of its characters are an escape in another one. */
const PECULIAR = `"<&'> + % \\ / é`;
const inJson: Encoder = (text) => JSON.stringify({ text });
const inBase64: Encoder = (text) => Buffer.from(text).toString('base64');

/** What a secret may look like in an artefact, by name. */
const DISGUISES: Record<string, Encoder> = {
  'as it is': (text) => text,
  'in an address': (text) => `?a=${encodeURIComponent(text)}&b`,
  'in JSON': inJson,
  'in JSON in JSON': (text) => inJson(inJson(text)),
  'in markup': (text) => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
  'in base64': (text) => inBase64(text),
  'in base64, one byte later': (text) => inBase64(`:${text}`),
  'in base64, two bytes later': (text) => inBase64(`a:${text}`),
  'in base64 of JSON': (text) => inBase64(inJson(text)),
  'in two colours': (text) => `${text.slice(0, 5)}\u001b[7m${text.slice(5)}\u001b[27m`,
};
const EMBEDDED_ARCHIVE = /UEsDB[A-Za-z0-9+/]{64,}=*/;

/**
 * The positive control: plants secrets, which are in no artefact, in a copy of the smallest artefact of each kind, in every
 * disguise, and has them looked for. A scanner that misses one of these would miss others too.
 */
export function controlOf(artefacts: readonly Artefact[], scanner = () => new Scanner()): Control {
  const control: Control = { seen: [], blind: [] };
  for (const [kind, file] of samplesOf(artefacts)) {
    const missed = missedIn(readFileSync(file), scanner());
    if (missed === undefined) control.seen.push(kind);
    else control.blind.push(`${kind} (a secret ${missed})`);
  }
  return control;
}

function samplesOf(artefacts: readonly Artefact[]): Map<string, string> {
  const smallest = new Map<string, { file: string; size: number }>();
  for (const { kind, file } of artefacts) {
    const { size } = statSync(file);
    if (size > 0 && size < (smallest.get(kind)?.size ?? Infinity)) smallest.set(kind, { file, size });
  }
  return new Map([...smallest].map(([kind, { file }]) => [kind, file]));
}

/** The first disguise that is not seen through in some place of the content. */
function missedIn(content: Buffer, scanner: Scanner): string | undefined {
  const names = Object.keys(DISGUISES);
  const lines = names.map((name) => {
    const value = `${randomBytes(18).toString('base64url')}${PECULIAR}`;
    scanner.add({ name, value });
    return DISGUISES[name]?.(value) ?? '';
  });
  const canaries = Buffer.from(`\n${lines.join('\n')}\n`);
  for (const copy of planted(content, canaries)) {
    const seen = new Set(scanner.scan(copy).leaks.map(({ secret }) => secret));
    const missed = names.find((name) => !seen.has(name));
    if (missed !== undefined) return missed;
  }
  return undefined;
}

/** Copies of the content with more in it: behind it, in the first text of an archive, or in an archive that a page holds. */
function planted(content: Buffer, canaries: Buffer): Buffer[] {
  if (!isZip(content)) {
    const copies = [Buffer.concat([content, canaries])];
    const page = isText(content) ? content.toString('latin1') : '';
    const [archive] = EMBEDDED_ARCHIVE.exec(page) ?? [];
    if (archive === undefined) return copies;
    const [inside = Buffer.alloc(0)] = planted(Buffer.from(archive, 'base64'), canaries);
    return [...copies, Buffer.from(page.replace(archive, inside.toString('base64')), 'latin1')];
  }
  const entries = readZip(content);
  const first = Math.max(
    0,
    entries.findIndex((entry) => isText(entry.content)),
  );
  const { name, content: text } = entries[first] ?? { name: 'empty', content: Buffer.alloc(0) };
  return [writeZip(entries.with(first, { name, content: Buffer.concat([text, canaries]) }))];
}
