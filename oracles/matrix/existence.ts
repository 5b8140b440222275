import type { Owner } from '../../contract/matrix/cells.ts';
import { describeCell } from '../../contract/matrix/cells.ts';
import { isAsPromised, type MatrixObjection, objectTo, type Outcome } from './outcome.ts';
import { normalised } from './view.ts';

/** What must not be told from what does not exist. */
const HIDDEN: readonly Owner[] = ['colleague', 'foreign', 'malformed', 'deleted'];

/** A difference of the fastest answers below this says nothing: a busy machine makes more. */
const LEAST_DIFFERENCE_MS = 25;
/** The fastest answer about what exists may take this many times the one about what does not. */
const MOST_TIMES = 4;
/** With fewer answers the fastest is luck. */
const LEAST_ANSWERS = 4;

/** O4: an id that somebody may not reach is answered like one that nobody has: status, body, headers and size. */
export function existenceOracle(outcomes: readonly Outcome[]): MatrixObjection[] {
  const denied = outcomes.filter((outcome) => outcome.cell.expected !== 'allowed' && isAsPromised(outcome));
  const hidden = denied.filter(({ cell }) => cell.owner !== null && HIDDEN.includes(cell.owner));
  const differences = hidden.flatMap((outcome) => {
    const random = denied.find(
      ({ cell }) =>
        cell.owner === 'random' &&
        cell.identity === outcome.cell.identity &&
        cell.pointer === outcome.cell.pointer,
    );
    if (random === undefined) return [];
    return differencesOf(outcome, random).map((what) =>
      objectTo(outcome, 'existence', `expected what a random id gets, but ${what}`),
    );
  });
  return differences;
}

function differencesOf(hidden: Outcome, random: Outcome): string[] {
  const [a, b] = [hidden.exchange, random.exchange];
  const names = (headers: Record<string, string>) => Object.keys(headers).sort().join(', ');
  const size = (outcome: Outcome) => outcome.exchange.bodyText.length - (outcome.objectId?.length ?? 0);
  return [
    ...(a.status === b.status ? [] : [`the status is ${a.status}, not ${b.status}`]),
    ...(bodyOf(hidden) === bodyOf(random) ? [] : [`the body is ${bodyOf(hidden)}, not ${bodyOf(random)}`]),
    ...(names(a.responseHeaders) === names(b.responseHeaders)
      ? []
      : [`the headers are ${names(a.responseHeaders)}, not ${names(b.responseHeaders)}`]),
    ...(size(hidden) === size(random)
      ? []
      : [`the body is ${size(hidden) - size(random)} characters longer`]),
  ];
}

function bodyOf({ exchange, objectId }: Outcome): string {
  const text = normalised(exchange.bodyText);
  return objectId === null ? text : text.replaceAll(objectId, '{id}');
}

/** O4 on time: the fastest answers about what is hidden against the fastest about what is not there. */
export function timeOracle(outcomes: readonly Outcome[]): MatrixObjection[] {
  const absent = outcomes
    .filter(isAsPromised)
    .filter(({ cell }) => cell.expected === 'absent' || cell.expected === 'bad reference');
  const fastest = (owner: Owner) => {
    const times = absent
      .filter(({ cell }) => cell.owner === owner)
      .map(({ exchange }) => exchange.durationMs);
    return times.length < LEAST_ANSWERS ? null : Math.min(...times);
  };
  const random = fastest('random');
  return HIDDEN.flatMap((owner) => {
    const time = fastest(owner);
    const example = absent.find(({ cell }) => cell.owner === owner);
    if (random === null || time === null || example === undefined) return [];
    const [slow, fast] = [Math.max(time, random), Math.min(time, random)];
    if (slow - fast < LEAST_DIFFERENCE_MS || slow < fast * MOST_TIMES) return [];
    return [
      {
        oracle: 'existence' as const,
        where: describeCell({ ...example.cell, identity: { ...example.cell.identity, name: 'everybody' } }),
        objection: `expected the time of a random id, ${random.toFixed(1)} ms at best, but the fastest answer took ${time.toFixed(1)} ms`,
      },
    ];
  });
}
