import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlOf } from '../../../reporting/artefacts/control.ts';
import { objectionsOf } from '../../../reporting/artefacts/describe.ts';
import { inspect } from '../../../reporting/artefacts/inspection.ts';
import { redactionListing } from '../../../reporting/redaction/redaction-listed.ts';
import { Scanner } from '../../../reporting/artefacts/scanner.ts';
import { readVerdict, writeVerdict } from '../../../reporting/artefacts/verdict.ts';
import { Redactor } from '../../../secrets/redactor.ts';
import { writeZip } from '../../../secrets/zip.ts';

const SECRET = { name: 'api-key-1', value: `Zk3vQ8rT1yWm5xLp9cBn2dHs7fG"<&'> é` };

/** Finds what is there as it is, and takes nothing apart. */
class NaiveScanner extends Scanner {
  readonly #values: { name: string; value: string }[] = [];

  override add(secret: { name: string; value: string }): void {
    this.#values.push(secret);
  }

  override scan(content: Buffer) {
    const leaks = this.#values
      .filter(({ value }) => content.includes(value))
      .map(({ name }) => ({ secret: name, within: '' }));
    return { leaks, entries: 1, bytes: content.length };
  }
}

describe('the inspection of artefacts', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'touchstone-inspection-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  /** Inspects one artefact. */
  const inspected = (name: string, content: Buffer | string, planted: string[] = []) => {
    const file = path.join(root, name);
    writeFileSync(file, content);
    const redactor = new Redactor();
    redactor.add(SECRET);
    return inspect([{ kind: 'attachment', file }], {
      runId: 'run',
      secrets: [SECRET],
      redactor,
      planted,
      root,
    });
  };

  it('takes out what is left, and then finds nothing', () => {
    const found = inspected('a.har', JSON.stringify({ text: SECRET.value }));

    expect(readFileSync(path.join(root, 'a.har'), 'utf8')).toBe('{"text":"[REDACTED:api-key-1]"}');
    expect(found).toMatchObject({
      leaks: [],
      unread: [],
      mended: [{ kind: 'attachment' }],
      control: { seen: ['attachment'], blind: [] },
    });
    expect(objectionsOf(found)).toEqual([]);
  });

  it.each<[string, Buffer, string]>([
    ['bytes that are no text', Buffer.concat([Buffer.from([0, 1]), Buffer.from(SECRET.value)]), ''],
    [
      'bytes in an archive',
      writeZip([{ name: 'shot.png', content: Buffer.concat([Buffer.from([0]), Buffer.from(SECRET.value)]) }]),
      ' › shot.png',
    ],
  ])('names the secret and the place where it cannot be taken out: %s', (_what, content, within) => {
    const [line, ...more] = objectionsOf(inspected('left.bin', content));

    expect(line).toMatch(/^Leak {6}api-key-1 is in \S*left\.bin/);
    expect(line?.endsWith(within)).toBe(true);
    expect(more).toEqual([]);
  });

  it('fails what it cannot read', () => {
    const broken = writeZip([{ name: 'a', content: Buffer.from('a long enough text of an entry') }]);
    broken[40] = (broken[40] ?? 0) ^ 0xff;

    expect(objectionsOf(inspected('trace.zip', broken))[0]).toMatch(
      /^Leak {6}\S*trace\.zip could not be searched: /,
    );
  });

  it('objects to the session of a browser among the artefacts, even of one without secrets', () => {
    const state = {
      cookies: [{ name: 'session', value: '', domain: 'target.test', path: '/' }],
      origins: [],
    };

    expect(objectionsOf(inspected('state.json', JSON.stringify(state)))).toEqual([
      'Leak      the session of a browser: state.json is among the artefacts',
    ]);
  });

  it('objects to a planted secret that nothing shows to be taken out', () => {
    expect(objectionsOf(inspected('a.txt', SECRET.value, ['api-key-1', 'planted-2']))).toEqual([
      'Leak      planted-2 was planted by a test and has got into no artefact: nothing shows that it is taken out',
    ]);
  });
});

describe('the positive control', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'touchstone-control-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const artefacts = () => {
    const zip = writeZip([{ name: 'report.json', content: Buffer.from('{}') }]);
    const contents: Record<string, Buffer | string> = {
      text: 'text',
      page: `<script>"data:application/zip;base64,${zip.toString('base64')}"</script>`,
      archive: zip,
      binary: Buffer.from([0, 1, 2]),
      packed: gzipSync('text'),
    };
    return Object.entries(contents).map(([kind, content]) => {
      const file = path.join(folder, kind);
      writeFileSync(file, content);
      return { kind, file };
    });
  };

  it('finds what it plants, in every disguise and every kind of artefact', () => {
    const readable = artefacts().filter(({ kind }) => kind !== 'packed');

    expect(controlOf(readable)).toEqual({ seen: ['text', 'page', 'archive', 'binary'], blind: [] });
  });

  it('shows a scanner that takes nothing apart to be blind', () => {
    const { seen, blind } = controlOf(artefacts(), () => new NaiveScanner());

    expect(seen).toEqual([]);
    expect(blind[0]).toBe('text (a secret in an address)');
  });
});

describe('redaction in a run', () => {
  it.each([
    ['first', [['/x/reporting/redaction/redaction-reporter.ts'], ['html']], []],
    ['wrong', [['html'], ['/x/reporting/redaction/redaction-reporter.ts']], []],
    ['wrong', [['html']], []],
    ['replaced', [['line']], ['test', '--reporter=line']],
  ] as const)('is %s in %j', (listing, reporters, argv) => {
    const reporter = reporters.map(([name]): [string] => [name]);

    expect(redactionListing({ reporter, argv: [...argv] })).toBe(listing);
  });

  it('has a verdict for its own run alone', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-verdict-'));
    const file = path.join(folder, 'secrets.json');
    const none = {
      files: 0,
      entries: 0,
      bytes: 0,
      mended: [],
      leaks: [],
      sessions: [],
      unmarked: [],
      unread: [],
    };
    writeVerdict(file, {
      ...none,
      runId: 'one',
      isClean: true,
      secrets: 1,
      control: { seen: [], blind: [] },
    });

    expect([readVerdict(file, 'one'), readVerdict(file, 'two'), readVerdict(`${file}x`, 'one')]).toEqual([
      true,
      null,
      null,
    ]);
    rmSync(folder, { recursive: true });
  });
});
