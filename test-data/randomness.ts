/** For each of the first `length` places, the share of `texts` that have the place's commonest character there. */
export function chanceOfCharacters(texts: readonly string[], length: number): number[] {
  return Array.from({ length }, (_, place) => {
    const counts = new Map<string, number>();
    for (const text of texts) {
      const character = text.charAt(place);
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    return Math.max(...counts.values()) / texts.length;
  });
}
