import { machineClass } from '../../load/comparison/machine-class.ts';
import type { Evidence } from './evidence.ts';
import {
  killScoreGate,
  operationCoverageGate,
  performanceGate,
  secretsGate,
  statusCoverageGate,
} from './evidence-gates.ts';
import type { QualityGates } from './gates-file.ts';
import type { Judgement } from './judgement.ts';
import type { Quarantine } from './quarantine.ts';
import type { RunFacts } from './run-facts.ts';
import {
  durationGate,
  failedTestsGate,
  flakyTestsGate,
  isIn,
  loadBudgetsGate,
  quarantineGate,
  successGate,
} from './test-gates.ts';

/** A run with all that gates look at. */
export interface Judged {
  facts: RunFacts;
  quarantine: Quarantine;
  evidence: Evidence;
}

/** Judges a run by the gates that are asked for, in the order of the table. */
export function judge(gates: QualityGates, { facts, quarantine, evidence }: Judged): Judgement[] {
  return [
    ...asked(gates.failedTests, (limits) => failedTestsGate(limits, facts, quarantine)),
    ...asked(gates.flakyTests, (limits) => flakyTestsGate(limits, facts, quarantine)),
    ...Object.entries(gates.successRate ?? {}).map(([name, group]) =>
      successGate(name, group, facts, quarantine),
    ),
    ...asked(gates.operationCoverage, (limits) => operationCoverageGate(limits, facts, evidence)),
    ...asked(gates.statusCoverage, (limits) => statusCoverageGate(limits, facts, evidence)),
    ...asked(gates.loadBudgets, (limits) => loadBudgetsGate(limits, facts)),
    ...asked(gates.performance, (limits) =>
      performanceGate(limits, facts, { ...evidence, machine: machineClass() }),
    ),
    ...asked(gates.killScore, (limits) => killScoreGate(limits, facts, evidence)),
    ...asked(gates.quarantine, (limits) => quarantineGate(limits, facts, quarantine)),
    ...asked(gates.duration, (limits) => durationGate(limits, facts)),
    ...asked(gates.secrets, () => secretsGate(evidence)),
  ];
}

/** Failed and flaky tests that no gate has let pass: each keeps the run failed. */
export function unexcused(
  gates: QualityGates,
  judgements: readonly Judgement[],
  { facts, quarantine }: Judged,
): string[] {
  const passed = new Set(judgements.flatMap(({ gate, verdict }) => (verdict === 'passed' ? [gate] : [])));
  const groups = Object.entries(gates.successRate ?? {}).flatMap(([name, group]) =>
    passed.has(`success of ${name}`) ? [group] : [],
  );
  return facts.tests
    .filter(({ name }) => !quarantine.excused.has(name))
    .filter((test) => {
      if (test.end === 'interrupted') return true;
      if (test.end === 'flaky') return !passed.has('flaky tests');
      if (test.end !== 'failed' || passed.has('failed tests')) return false;
      return gates.failedTests !== undefined || !groups.some((group) => isIn(group, test));
    })
    .map(({ name }) => name);
}

function asked<Limits>(limits: Limits | undefined, gate: (limits: Limits) => Judgement): Judgement[] {
  return limits === undefined ? [] : [gate(limits)];
}
