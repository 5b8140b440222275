/** The operations whose figures move by themselves, so that two looks at them may differ. */
export const MOVING: ReadonlySet<string> = new Set([
  'auth.sessions',
  'tenant.usage',
  'monitoring.performance',
  'events.summary',
  'patterns.matches',
]);

/** What an alert rule measured last moves by itself; that it is shown does not. */
const MEASURED = /"(value|evaluatedAt)":(?:null|"[^"]*"|[-\d.e+]+)/g;

/** The text of an answer with what moves by itself held still. */
export function still(text: string): string {
  return text.replace(MEASURED, '"$1":"moving"');
}
