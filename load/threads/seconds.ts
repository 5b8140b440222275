import { joinSeconds, type SecondFigures, type SecondTally } from '../figures/second-tally.ts';

/** Joins what several generators of one workload say of each second, when all of them have said it. */
export class Seconds {
  readonly figures: SecondFigures[] = [];
  readonly #waiting = new Map<number, SecondTally[]>();
  readonly #generators: number;

  constructor(generators: number) {
    this.#generators = generators;
  }

  /** Takes one in; gives what its second came to, or `null` while others are missing. */
  add(tally: SecondTally): SecondFigures | null {
    const tallies = [...(this.#waiting.get(tally.second) ?? []), tally];
    if (tallies.length < this.#generators) {
      this.#waiting.set(tally.second, tallies);
      return null;
    }
    this.#waiting.delete(tally.second);
    return this.#close(tallies);
  }

  /** Closes what some generators never spoke of. */
  end(): void {
    for (const tallies of this.#waiting.values()) this.#close(tallies);
    this.#waiting.clear();
  }

  #close(tallies: readonly SecondTally[]): SecondFigures {
    const figures = joinSeconds(tallies);
    this.figures.push(figures);
    return figures;
  }
}
