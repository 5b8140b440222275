import { algorithmById } from '../../algorithm-catalogue/catalogue.ts';
import { resolveParameters } from '../../algorithm-catalogue/parameters.ts';
import { problem, type InputFault } from '../../http/problem.ts';
import type { CandidateInput } from './input.ts';
import type { NamedCandidate } from './tables.ts';

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * The candidates with every parameter filled in, named by their algorithm and place where they have no name.
 * Throws 422 with a pointer to each parameter that does not fit, and to each algorithm for time series: it needs
 * the rows in their order, and an experiment parts them at random.
 */
export function checkedCandidates(given: readonly CandidateInput[]): NamedCandidate[] {
  const faults: InputFault[] = [];
  const candidates = given.map((candidate, index): NamedCandidate => {
    const algorithm = algorithmById(candidate.algorithm);
    if (algorithm === undefined) throw new Error(`no algorithm ${candidate.algorithm} in the catalogue`);
    if (!isMeasurable(algorithm)) {
      const detail = 'The algorithm needs the rows in the order of time: an experiment parts them at random';
      faults.push({ pointer: `/candidates/${index}/algorithm`, detail });
    }
    const resolved = resolveParameters(algorithm, candidate.parameters);
    if (!resolved.ok) {
      for (const { name, detail } of resolved.faults) {
        faults.push({ pointer: `/candidates/${index}/parameters/${escaped(name)}`, detail });
      }
    }
    return {
      name: candidate.name ?? `${algorithm.name} ${index + 1}`,
      algorithm: candidate.algorithm,
      parameters: resolved.ok ? resolved.values : {},
      contamination: candidate.contamination,
      seed: candidate.seed,
    };
  });
  if (faults.length > 0) throw problem.invalid(faults);
  return candidates;
}

/** Whether a part of the rows, drawn at random, says how good the algorithm is. */
export function isMeasurable({ kind }: { kind: string }): boolean {
  return kind === 'tabular';
}
