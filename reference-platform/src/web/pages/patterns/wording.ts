import { inWords } from '../../format/words.ts';
import type { Definition, Filter } from '../../shapes/pattern.ts';

const minute = 60;
const hour = 3_600;
const day = 86_400;

/** A window's length: `90 s`, `5 min`, `2 h`, `1 d`. */
export function windowInWords(seconds: number): string {
  if (seconds % day === 0) return `${seconds / day} d`;
  if (seconds % hour === 0) return `${seconds / hour} h`;
  if (seconds % minute === 0) return `${seconds / minute} min`;
  return `${seconds} s`;
}

/** Which events a filter is about: `Anomalies detected, high or worse`. */
function filterInWords({ kind, minimumSeverity, sourceId, entity }: Filter): string {
  return [
    kind === undefined ? 'any alert' : inWords(kind),
    ...(minimumSeverity === undefined ? [] : [`${minimumSeverity} or worse`]),
    ...(sourceId === undefined ? [] : ['of one source']),
    ...(entity === undefined ? [] : [`about ${entity}`]),
  ].join(', ');
}

/** What a pattern looks for, in one line. */
export function definitionInWords(definition: Definition): string {
  const span = windowInWords(definition.windowSeconds);
  switch (definition.type) {
    case 'frequency':
      return `At least ${definition.count} in ${span}: ${filterInWords(definition.filter)}`;
    case 'sequence':
      return `${filterInWords(definition.first)}, then within ${span} ${filterInWords(definition.then)}`;
    case 'correlation':
      return `${filterInWords(definition.first)} together with ${filterInWords(definition.second)} in windows of ${span}`;
  }
}
