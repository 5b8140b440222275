import type { MatrixObjection } from './outcome.ts';

/** What came of an operation's cells. */
export interface MatrixVerdict {
  operationId: string;
  cells: number;
  objections: readonly MatrixObjection[];
}

/** Two verdicts on one operation as one. */
export function together(one: MatrixVerdict, other: MatrixVerdict): MatrixVerdict {
  return {
    operationId: one.operationId,
    cells: one.cells + other.cells,
    objections: [...one.objections, ...other.objections],
  };
}

const SHOWN = 10;
const COLUMN = 'side effect'.length + 1;

/** The first ten objections, a line each, and what to do; empty without any. */
export function describeVerdict({ operationId, cells, objections }: MatrixVerdict): string {
  if (objections.length === 0) return '';
  const lines = objections
    .slice(0, SHOWN)
    .map(({ oracle, where, objection }) => `${oracle.padEnd(COLUMN)} ${where}: ${objection}`);
  const more = objections.length > SHOWN ? [`… and ${objections.length - SHOWN} more`] : [];
  return [
    `${operationId}: ${objections.length} objections to ${cells} cells`,
    ...lines,
    ...more,
    `Mend the platform, or say in contract/policy.yaml who may use ${operationId}.`,
  ].join('\n');
}
