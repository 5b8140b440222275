import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Trial, trialSchema } from './trial.ts';

/** The results of one proof, a line a defect, written as each ends: an interruption costs what was under way. */
export class Results {
  readonly #file: string;
  readonly #trials = new Map<string, Trial>();

  /** Begins anew, or with what an interrupted proof has left in `folder`. */
  constructor(folder: string, { resume }: { resume: boolean }) {
    this.#file = path.join(folder, 'results.jsonl');
    mkdirSync(folder, { recursive: true });
    if (!resume) rmSync(this.#file, { force: true });
    const text = existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : '';
    for (const line of text.split('\n').filter((candidate) => isWhole(candidate))) {
      const trial = trialSchema.parse(JSON.parse(line));
      this.#trials.set(trial.id, trial);
    }
    // What was cut off in the middle of a line would spoil the next one.
    writeFileSync(this.#file, this.trials.map(lineOf).join(''));
  }

  get trials(): readonly Trial[] {
    return [...this.#trials.values()];
  }

  has(id: string): boolean {
    return this.#trials.has(id);
  }

  add(trial: Trial): void {
    this.#trials.set(trial.id, trial);
    appendFileSync(this.#file, lineOf(trial));
  }
}

function lineOf(trial: Trial): string {
  return `${JSON.stringify(trial)}\n`;
}

/** A line that was being written at an interruption has no end. */
function isWhole(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}');
}
