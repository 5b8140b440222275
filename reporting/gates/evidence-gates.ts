import type { OperationCoverage } from '../coverage/operation-coverage.ts';
import type { Evidence } from './evidence.ts';
import type { QualityGates } from './gates-file.ts';
import { judged, type Judgement, notJudged, ONLY_PART } from './judgement.ts';
import { days, percent, slower } from './limits.ts';
import type { RunFacts } from './run-facts.ts';

type Limits<Gate extends keyof QualityGates> = NonNullable<QualityGates[Gate]>;

/** Operations of the contract that the run has seen succeed. */
export function operationCoverageGate(
  { atLeast }: Limits<'operationCoverage'>,
  facts: RunFacts,
  { coverage }: Evidence,
): Judgement {
  const details = coverage?.operations.missing.map((id) => `${id} has never succeeded`) ?? [];
  return coverageGate('operation coverage', atLeast, facts, coverage?.operations ?? null, details);
}

/** Documented statuses of all operations that the run has seen. */
export function statusCoverageGate(
  { atLeast }: Limits<'statusCoverage'>,
  facts: RunFacts,
  { coverage }: Evidence,
): Judgement {
  const missing = Object.entries(coverage?.statuses.missing ?? {});
  const details = missing.map(([id, statuses]) => `${id} has never answered ${statuses.join(', ')}`);
  return coverageGate('status coverage', atLeast, facts, coverage?.statuses ?? null, details);
}

/** Secrets in what the run has written. */
export function secretsGate({ isClean }: Evidence): Judgement {
  const limit = 'none';
  if (isClean === null) return notJudged('secrets left', { limit, why: 'nobody has looked for them' });
  return judged('secrets left', {
    figure: isClean ? 'none' : 'some',
    limit,
    holds: isClean,
    details: ['reports/secrets.json tells which and where; so do the lines above that begin with Leak'],
  });
}

/** How much longer the target takes under load than its baseline, by its worst operation. */
export function performanceGate(
  { slowerByAtMost, youngerThan }: Limits<'performance'>,
  { now }: RunFacts,
  { comparison, machine }: Pick<Evidence, 'comparison'> & { machine: string },
): Judgement {
  const gate = 'performance';
  const limit = `at most ${slower(1 + slowerByAtMost)}`;
  if (comparison === null)
    return notJudged(gate, { limit, why: 'nothing was compared (npm run load:compare)' });
  if (comparison.machineClass !== machine)
    return notJudged(gate, {
      limit,
      why: `no comparison on this machine class, only on ${comparison.machineClass}`,
    });
  const [worst] = comparison.operations.toSorted((a, b) => b.ratio - a.ratio);
  const figure = worst === undefined ? '–' : slower(worst.ratio);
  const ageMs = now.getTime() - Date.parse(comparison.madeAt);
  if (ageMs > youngerThan)
    return notJudged(gate, {
      figure,
      limit,
      why: `the last comparison is ${days(ageMs)} old, at most ${days(youngerThan)} are asked for`,
    });
  const most = 1 + slowerByAtMost;
  // As the comparison has it: slower by more than is allowed, and surely slower.
  const worse = comparison.operations.filter(({ ratio, interval: [low] }) => ratio > most && low > 1);
  if (worse.length === 0 && comparison.operations.some(({ interval: [, high] }) => high > most))
    return notJudged(gate, { figure, limit, why: 'its rounds differ too much to tell' });
  return judged(gate, {
    figure,
    limit,
    holds: worse.length === 0,
    details: worse.map(
      ({ operation, ratio, interval: [low, high] }) =>
        `${operation} takes ${ratio.toFixed(2)} times as long (${low.toFixed(2)} to ${high.toFixed(2)})`,
    ),
  });
}

/** Defects that the last proof has seen, of those that it tried. */
export function killScoreGate(
  { atLeast, ofAtLeast, youngerThan }: Limits<'killScore'>,
  { now }: RunFacts,
  { proof }: Evidence,
): Judgement {
  const gate = 'kill score';
  const limit = `at least ${percent(atLeast)}`;
  if (proof === null) return notJudged(gate, { limit, why: 'no proof was made (npm run prove)' });
  const { madeAt, tried, killed } = proof;
  if (tried < ofAtLeast)
    return notJudged(gate, {
      limit,
      why: `the last proof tried ${tried} defects, ${ofAtLeast} are asked for`,
    });
  const figure = `${percent(killed / tried)} of ${tried}`;
  const ageMs = now.getTime() - madeAt.getTime();
  if (ageMs > youngerThan)
    return notJudged(gate, {
      figure,
      limit,
      why: `the last proof is ${days(ageMs)} old, at most ${days(youngerThan)} are asked for`,
    });
  const details = [`${tried - killed} survived: reports/prove/index.html`];
  return judged(gate, { figure, limit, holds: killed / tried >= atLeast, details });
}

function coverageGate(
  gate: string,
  atLeast: number,
  { isPart }: RunFacts,
  share: Pick<OperationCoverage['operations'], 'covered' | 'total'> | null,
  details: readonly string[],
): Judgement {
  const limit = `at least ${percent(atLeast)}`;
  if (share === null) return notJudged(gate, { limit, why: 'nothing was exchanged with the target' });
  const ratio = share.total === 0 ? 0 : share.covered / share.total;
  const figure = `${percent(ratio)} of ${share.total}`;
  if (isPart) return notJudged(gate, { figure, limit, why: ONLY_PART });
  return judged(gate, { figure, limit, holds: ratio >= atLeast, details });
}
