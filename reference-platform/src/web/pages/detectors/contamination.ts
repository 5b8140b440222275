/** What is wrong with a contamination as typed; undefined where nothing is. */
export function contaminationError(text: string): string | undefined {
  const value = Number(text);
  const fits = text.trim() !== '' && value > 0 && value <= 0.5;
  return fits ? undefined : 'Enter a number above 0, at most 0.5.';
}
