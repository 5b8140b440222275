/** What a template may name: the trace, and the time of its test in milliseconds since 1970, with a minute's margin. */
const PLACES = ['traceId', 'from', 'to'] as const;
const MARGIN_MS = 60_000;

/** A trace, and when its test ran: milliseconds since 1970. */
export interface TracedTime {
  traceId: string;
  startedAt: number;
  endedAt: number;
}

/** Whether a text is an http or https address that names the trace as `{traceId}`, and has no other places than those that are filled. */
export function isTraceLinkTemplate(template: string): boolean {
  const places = [...template.matchAll(/\{([^}]*)\}/g)].map(([, place = '']) => place);
  const isKnown = places.every((place) => PLACES.some((known) => known === place));
  const address = filled(template, { traceId: '0'.repeat(32), startedAt: 0, endedAt: 0 });
  return places.includes('traceId') && isKnown && URL.canParse(address) && /^https?:/.test(address);
}

/** The address at which the target's own traces show what a test has caused. */
export function traceLink(template: string, time: TracedTime): string {
  return filled(template, time);
}

function filled(template: string, { traceId, startedAt, endedAt }: TracedTime): string {
  const values = { traceId, from: String(startedAt - MARGIN_MS), to: String(endedAt + MARGIN_MS) };
  return PLACES.reduce((text, place) => text.replaceAll(`{${place}}`, values[place]), template);
}
