import type { MatrixObjection } from './outcome.ts';

/** What came of the cells of an operation or a channel. */
export interface MatrixVerdict {
  /** Of the operation or channel. */
  id: string;
  cells: number;
  /** How long it took to send the cells, eight at a time, and to hear of all, in milliseconds. */
  sendingMs: number;
  objections: readonly MatrixObjection[];
}

/** Two verdicts on one operation as one. */
export function together(one: MatrixVerdict, other: MatrixVerdict): MatrixVerdict {
  return {
    id: one.id,
    cells: one.cells + other.cells,
    sendingMs: one.sendingMs + other.sendingMs,
    objections: [...one.objections, ...other.objections],
  };
}

const SHOWN = 10;
const COLUMN = 'side effect'.length + 1;

/** The first ten objections, a line each, and what to do; empty without any. */
export function describeVerdict({ id, cells, objections }: MatrixVerdict): string {
  if (objections.length === 0) return '';
  const lines = objections
    .slice(0, SHOWN)
    .map(({ oracle, where, objection }) => `${oracle.padEnd(COLUMN)} ${where}: ${objection}`);
  const more = objections.length > SHOWN ? [`… and ${objections.length - SHOWN} more`] : [];
  return [
    `${id}: ${objections.length} objections to ${cells} cells`,
    ...lines,
    ...more,
    `Mend the platform, or say in contract/policy.yaml who may use ${id}.`,
  ].join('\n');
}
