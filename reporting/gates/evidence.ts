import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { loadContract } from '../../contract/contract.ts';
import { loadExclusions } from '../../contract/coverage-exclusions.ts';
import { type Comparison, comparisonSchema } from '../../load/comparison/compare.ts';
import { readVerdict } from '../artefacts/verdict.ts';
import { readCoverageFile } from '../coverage/coverage-file.ts';
import { coverageOf, type OperationCoverage } from '../coverage/operation-coverage.ts';

const killMatrixSchema = z.object({
  madeAt: z.iso.datetime(),
  scores: z.array(z.object({ tried: z.int(), killed: z.int() })),
});

/** A proof of the suite by defects, as `npm run prove` has left it. */
export interface Proof {
  madeAt: Date;
  tried: number;
  killed: number;
}

/** What the files of a run say beside its results; `null` where there is none of this run. */
export interface Evidence {
  coverage: OperationCoverage | null;
  /** Whether the run's artefacts hold no secret. */
  isClean: boolean | null;
  /** Of whatever run, as the next one. */
  proof: Proof | null;
  /** The target under load against a baseline or another build. */
  comparison: Comparison | null;
}

/** Where the evidence is, absolute. */
export interface EvidenceFiles {
  coverage: string;
  secrets: string;
  killMatrix: string;
  comparison: string;
}

/** Gathers the evidence of a run. Throws on a file that is none of ours, with its name. */
export function gatherEvidence(files: EvidenceFiles, runId: string): Evidence {
  return {
    coverage: named(files.coverage, () => coverageIn(files.coverage, runId)),
    isClean: named(files.secrets, () => readVerdict(files.secrets, runId)),
    proof: named(files.killMatrix, () => proofIn(files.killMatrix)),
    comparison: named(files.comparison, () =>
      comparisonSchema.parse(JSON.parse(readFileSync(files.comparison, 'utf8'))),
    ),
  };
}

function coverageIn(file: string, runId: string): OperationCoverage | null {
  const content = readCoverageFile(file);
  return content.runId === runId
    ? coverageOf(loadContract().operations, content.traffic, loadExclusions())
    : null;
}

function proofIn(file: string): Proof {
  const { madeAt, scores } = killMatrixSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const sum = (of: 'tried' | 'killed') => scores.reduce((total, score) => total + score[of], 0);
  return { madeAt: new Date(madeAt), tried: sum('tried'), killed: sum('killed') };
}

function named<T>(file: string, read: () => T): T | null {
  if (!existsSync(file)) return null;
  try {
    return read();
  } catch (error) {
    throw new Error(`${file} cannot be read: remove it, or make it anew`, { cause: error });
  }
}
