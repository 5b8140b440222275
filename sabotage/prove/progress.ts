import type { Trial } from './trial.ts';

/** Without a terminal a line of progress is printed this often. */
const LINE_EVERY_MS = 10_000;

/** The terminal: each defect that was not seen, as it happens, and one line of progress with the time left. */
export class Progress {
  readonly #total: number;
  readonly #startedAt = performance.now();
  /** When trials began: the time left goes by them, not by the clean run before. */
  #triedSince: number | null = null;
  #printedAt = performance.now();
  #clean = 0;
  #done = 0;
  #killed = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /** Trials begin now. */
  begin(): void {
    this.#triedSince ??= performance.now();
  }

  ended(trial: Trial): void {
    this.#done += 1;
    if (trial.verdict === 'killed') this.#killed += 1;
    else this.say(`${trial.verdict.padEnd(9)} ${trial.id}: ${trial.note ?? trial.text}`);
    this.#show();
  }

  /** One more test has run without a defect. */
  clean(): void {
    this.#clean += 1;
    this.#line(
      `${this.#clean} tests without a defect, ${duration(performance.now() - this.#startedAt)}`,
      false,
    );
  }

  /** A line that stays. */
  say(line: string): void {
    this.clear();
    console.log(line);
  }

  clear(): void {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
  }

  #show(): void {
    const elapsed = performance.now() - this.#startedAt;
    const trying = performance.now() - (this.#triedSince ?? this.#startedAt);
    const left = (trying / this.#done) * (this.#total - this.#done);
    const line = `${this.#done}/${this.#total} defects, ${this.#killed} seen, ${duration(elapsed)}, about ${duration(left)} left`;
    this.#line(line, this.#done === this.#total);
  }

  #line(line: string, isLast: boolean): void {
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line}`);
    else if (performance.now() - this.#printedAt > LINE_EVERY_MS || isLast) {
      this.#printedAt = performance.now();
      console.log(line);
    }
  }
}

/** `43 s`, `12 min 5 s`, `2 h 3 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
