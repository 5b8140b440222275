import { eventSeverities, type EventSeverity } from '../../events/event.ts';
import { coOccurrence, type CoOccurrence } from './co-occurrence.ts';
import type { EventFilter, PatternDefinition, PatternOf } from './definition.ts';

/** An event as matching sees it; `at` in milliseconds since 1970. */
export interface SeenEvent {
  id: string;
  kind: string;
  severity: EventSeverity;
  sourceId: string;
  entity: string | null;
  at: number;
}

/** One place where a pattern fits. */
export interface Match {
  /** The events it is made of, in order of time. */
  events: readonly SeenEvent[];
  /** Of a correlation; null for the other types. */
  statistic: CoOccurrence | null;
}

/** What was looked through, in milliseconds since 1970, both ends inclusive. */
export interface Range {
  from: number;
  to: number;
}

function fits(filter: EventFilter, event: SeenEvent): boolean {
  const { kind, minimumSeverity, sourceId, entity } = filter;
  if (kind !== undefined && event.kind !== kind) return false;
  if (sourceId !== undefined && event.sourceId !== sourceId) return false;
  if (entity !== undefined && event.entity !== entity) return false;
  return (
    minimumSeverity === undefined ||
    eventSeverities.indexOf(event.severity) >= eventSeverities.indexOf(minimumSeverity)
  );
}

function byWindow(events: readonly SeenEvent[], windowMs: number): Map<number, SeenEvent[]> {
  const windows = new Map<number, SeenEvent[]>();
  for (const event of events) {
    const window = Math.floor(event.at / windowMs);
    const inside = windows.get(window);
    if (inside === undefined) windows.set(window, [event]);
    else inside.push(event);
  }
  return windows;
}

/**
 * Sliding: a window opens at the earliest event with enough others in reach, takes all of its length, and the search
 * goes on behind it, so that no event is in two matches. Tumbling: windows of the length stand side by side since 1970.
 */
function frequencyMatches(pattern: PatternOf<'frequency'>, events: readonly SeenEvent[]): Match[] {
  const windowMs = pattern.windowSeconds * 1_000;
  const found = events.filter((event) => fits(pattern.filter, event));
  if (pattern.windowing === 'tumbling') {
    return [...byWindow(found, windowMs).values()]
      .filter((inside) => inside.length >= pattern.count)
      .map((inside) => ({ events: inside, statistic: null }));
  }
  const matches: Match[] = [];
  let free = 0;
  for (const [index, event] of found.entries()) {
    const reach = event.at + windowMs;
    if (index < free || (found[index + pattern.count - 1]?.at ?? Infinity) > reach) continue;
    free = index + pattern.count;
    while ((found[free]?.at ?? Infinity) <= reach) free += 1;
    matches.push({ events: found.slice(index, free), statistic: null });
  }
  return matches;
}

/** Each first event is paired with the earliest later event that fits and has no pair yet, if one is within the window. */
function sequenceMatches(pattern: PatternOf<'sequence'>, events: readonly SeenEvent[]): Match[] {
  const windowMs = pattern.windowSeconds * 1_000;
  const followers = events.filter((event) => fits(pattern.then, event));
  const matches: Match[] = [];
  let next = 0;
  for (const first of events.filter((event) => fits(pattern.first, event))) {
    while ((followers[next]?.at ?? Infinity) <= first.at) next += 1;
    const follower = followers[next];
    if (follower === undefined || follower.at - first.at > windowMs) continue;
    matches.push({ events: [first, follower], statistic: null });
    next += 1;
  }
  return matches;
}

/** At most one match: the events of the tumbling windows that hold both, where there are more of those than chance explains. */
function correlationMatches(
  pattern: PatternOf<'correlation'>,
  events: readonly SeenEvent[],
  range: Range,
): Match[] {
  const windowMs = pattern.windowSeconds * 1_000;
  const first = byWindow(
    events.filter((event) => fits(pattern.first, event)),
    windowMs,
  );
  const second = byWindow(
    events.filter((event) => fits(pattern.second, event)),
    windowMs,
  );
  const shared = [...first.keys()].filter((window) => second.has(window));
  if (shared.length === 0) return [];
  const windows = Math.floor(range.to / windowMs) - Math.floor(range.from / windowMs) + 1;
  const statistic = coOccurrence(windows, first.size, second.size, shared.length);
  if (statistic.lift <= 1 || statistic.pValue > pattern.significance) return [];
  const inShared = new Set(
    shared.flatMap((window) => [...(first.get(window) ?? []), ...(second.get(window) ?? [])]),
  );
  return [{ events: events.filter((event) => inShared.has(event)), statistic }];
}

/** Where a pattern fits among events that are ordered by time: the same events always give the same matches. */
export function findMatches(pattern: PatternDefinition, events: readonly SeenEvent[], range: Range): Match[] {
  switch (pattern.type) {
    case 'frequency':
      return frequencyMatches(pattern, events);
    case 'sequence':
      return sequenceMatches(pattern, events);
    case 'correlation':
      return correlationMatches(pattern, events, range);
  }
}
