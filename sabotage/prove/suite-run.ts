import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ProofVariables, proofEnvironment, ROOT } from '../../config/environment.ts';
import { type ChildEnd, runNode } from './child-process.ts';
import { type Outcome, outcomeIn } from './outcome.ts';
import type { Plan } from './plan.ts';

const PLAYWRIGHT = path.join(ROOT, 'node_modules/@playwright/test/cli.js');
const PLANS = path.join(ROOT, 'reports', 'prove', 'plans');

export interface SuiteRun {
  plan: Plan;
  /** Arguments of Playwright: files, projects, repetitions. */
  args: readonly string[];
  variables?: Omit<ProofVariables, 'proofPlan'>;
  signal: AbortSignal;
  onOutcome: (outcome: Outcome) => void;
}

/** Runs the suite by a plan, and hands on what becomes of each test as it ends. */
export async function runSuite({ plan, args, variables, signal, onOutcome }: SuiteRun): Promise<ChildEnd> {
  mkdirSync(PLANS, { recursive: true });
  const folder = mkdtempSync(path.join(PLANS, 'run-'));
  const proofPlan = path.join(folder, 'plan.json');
  writeFileSync(proofPlan, JSON.stringify(plan));
  try {
    return await runNode({
      args: [PLAYWRIGHT, 'test', '-c', path.join('sabotage', 'prove.config.ts'), ...args],
      env: proofEnvironment({ ...variables, proofPlan }),
      signal,
      onLine: (line) => {
        const outcome = outcomeIn(line);
        if (outcome !== null) onOutcome(outcome);
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
