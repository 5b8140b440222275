import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Remembers of which results a report was made last: a report that is made once more is not one more run. */
export class SeenResults {
  readonly #file: string;
  readonly #digest: string;

  /** `folders` hold the results; every run gives its files other names. */
  constructor(file: string, folders: readonly string[]) {
    this.#file = file;
    const names = folders.flatMap((folder) =>
      readdirSync(folder).filter((name) => name.endsWith('-result.json')),
    );
    this.#digest = createHash('sha256').update(names.sort().join('\n')).digest('hex');
  }

  get areNew(): boolean {
    return !existsSync(this.#file) || readFileSync(this.#file, 'utf8').trim() !== this.#digest;
  }

  remember(): void {
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, `${this.#digest}\n`);
  }
}
