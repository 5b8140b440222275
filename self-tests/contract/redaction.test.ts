import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Secret } from '../../secrets/secret.ts';
import { LEAKY_KINDS, type LeakyRun, runLeaky } from './leaky-run.ts';
import { openTrace } from './open-trace.ts';

/** Of 128, measured with Playwright 1.65 and Allure 3.12: with fewer the spec would no longer leak as it could. */
const LEAKS_WITHOUT_REDACTION = 77;
const SIXTEEN = LEAKY_KINDS.slice(0, 16);

/** Passwords that every encoding changes, and tokens that none does. */
function secretOf(name: string): Secret {
  const random = randomBytes(24).toString('base64url');
  return { name, value: name.startsWith('password') ? `${random}"<&'> é` : random };
}

/** One line a kind: an L for each artefact that it leaks into. */
function table({ leaks }: LeakyRun): string {
  const artefacts = Object.keys(leaks);
  const width = Math.max(...LEAKY_KINDS.map(({ length }) => length)) + 2;
  return [
    `${' '.repeat(width)}${artefacts.join('  ')}`,
    ...LEAKY_KINDS.map((kind) => {
      const cells = artefacts.map((artefact) =>
        (leaks[artefact]?.includes(kind) === true ? 'L' : '·').padEnd(artefact.length),
      );
      return kind.padEnd(width) + cells.join('  ');
    }),
  ].join('\n');
}

function countOf({ leaks }: LeakyRun): number {
  const ofTheEight = Object.entries(leaks).filter(([artefact]) => artefact !== 'error context');
  return ofTheEight.flatMap(([, kinds]) => kinds.filter((kind) => SIXTEEN.some((each) => each === kind)))
    .length;
}

describe('a run that leaks in every way', () => {
  const secrets = LEAKY_KINDS.map(secretOf);
  let redacted: LeakyRun;
  let raw: LeakyRun;
  beforeAll(async () => {
    redacted = await runLeaky('as the suite has it', secrets);
    raw = await runLeaky('off', secrets);
    console.log(
      `Redaction off: ${countOf(raw)} of 128 leak\n${table(raw)}\n\nRedaction on: ${countOf(redacted)} leak\n${table(redacted)}`,
    );
  }, 300_000);

  it('leaves no secret in any artefact', () => {
    expect(redacted.leaks).toEqual(
      Object.fromEntries(Object.keys(redacted.leaks).map((artefact) => [artefact, []])),
    );
    expect(Object.values(redacted.files).filter((count) => count === 0)).toEqual([]);
    expect(redacted.output).toContain(' none left in ');
    expect(redacted.output).toContain('3 failed');
  });

  it('tells the secrets apart by their names', () => {
    for (const kind of ['expected-value', 'output-of-a-test', 'authorization-of-a-time-out'])
      expect(redacted.output).toContain(`[REDACTED:${kind}]`);
  });

  it('leaks without redaction, into every artefact', () => {
    expect(countOf(raw)).toBeGreaterThanOrEqual(LEAKS_WITHOUT_REDACTION);
    expect(Object.entries(raw.leaks).filter(([, kinds]) => kinds.length === 0)).toEqual([]);
    expect(raw.output).not.toContain('[REDACTED:');
  });

  it('leaks where redaction is listed behind the other reporters', async () => {
    const late = await runLeaky('listed last', secrets);

    expect(late.leaks['Allure']).toContain('authorization-of-a-time-out');
    expect(late.leaks['blob']).toContain('step-params');
  });

  it('leaves a trace that its viewer opens', async () => {
    const { actions, errors } = await openTrace(redacted.trace);

    expect(errors).toEqual([]);
    expect(actions).toContain('Navigate');
  });
});
