/** Which of two comes in each round: first, second, second, first, and so on, so that what drifts touches both alike. */
export function turnsOf(rounds: number): ('first' | 'second')[] {
  return Array.from({ length: rounds }, (_, round) =>
    round % 2 === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const),
  ).flat();
}

/** Measures two in turns, `rounds` times each. */
export async function measureInTurns<Round>(
  rounds: number,
  measure: (which: 'first' | 'second', round: number) => Promise<Round>,
): Promise<{ first: Round[]; second: Round[] }> {
  const measured = { first: [] as Round[], second: [] as Round[] };
  for (const which of turnsOf(rounds)) {
    measured[which].push(await measure(which, measured[which].length));
  }
  return measured;
}
