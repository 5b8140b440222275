import { stages } from '../arrivals/plan.ts';
import { errorsUnderOnePercent, p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

interface Input {
  analyst: LoadActor;
  /** One CSV a phase, each longer than the one before. */
  files: { rows: number; content: string }[];
}

/** Longer files come more seldom. */
const RATES = [12, 6, 3];

const nameOf = ({ rows }: { rows: number }): string => `${rows} rows`;

/** CSV files are uploaded, longer ones in each phase; every answer must count all of their rows. */
export const begin: Begin<Input> = async ({ input: { analyst, files }, share, client }) => {
  const api = await client(analyst);
  // Names are unique in a tenant, and a measurement that was not valid has used some.
  const { total } = answered(await api.datasets.list({ limit: 1 }));
  return async (arrival, phase) => {
    const file = files[Math.max(0, phase - 1)];
    if (file === undefined) throw new RangeError(`there is no file for phase ${phase}`);
    const { rowCount } = answered(
      await api.datasets.create({
        name: `load-${total}-${share.index}-${arrival}`,
        file: { name: 'load.csv', contentType: 'text/csv', content: file.content },
      }),
    );
    if (rowCount !== file.rows) throw new UnexpectedAnswer(`${rowCount} rows instead of ${file.rows}`);
  };
};

export function uploadSizes(input: Input, durationMs: number): Workload {
  const phases = input.files.map((file, index) => ({
    name: nameOf(file),
    rate: RATES[index] ?? 1,
    durationMs,
  }));
  return {
    question: 'How long a file can be uploaded, and how fast?',
    arrivals: stages(phases),
    flow: { module: import.meta.url, input },
    budgets: [...phases.map(({ name }) => p95Of('operation', name)), errorsUnderOnePercent],
  };
}
