import { createHash } from 'node:crypto';
import type { JsonPath } from './json-value.ts';
import { leavesOf, replaced } from './json-value.ts';
import { jsonOf, withJson } from '../proxy/message.ts';
import { afterwards, type Operator, type Place, succeeds } from './operator.ts';

/** Fields whose loss would end the test in its preparation, not in a check. */
const NOT_TO_TOUCH = /token|secret|ticket|cookie|csrf/i;

export interface LeafOperator {
  name: string;
  /** What it does, after the operation's id: `answers one field as null`. */
  does: string;
  /** The value that takes a field's place; `undefined` removes it, `null` in a list of one is null. */
  change: (value: unknown) => readonly [unknown] | null;
}

/** Whether answers of that class have JSON. */
export function hasJson({ shapes }: Place): boolean {
  return [...shapes].some(([status, lines]) => status < 300 && Object.keys(lines).length > 0);
}

/** A response operator that changes one field of each successful JSON answer: always the same one, chosen by the defect. */
export function onOneField({ name, does, change }: LeafOperator): Operator {
  return {
    name: `RS-json-${name}`,
    family: 'RS',
    endsWorld: () => false,
    variants: (place) =>
      hasJson(place)
        ? ['a', 'b'].map((variant) => ({ name: variant, text: `${place.operation.id} ${does}.` }))
        : [],
    meets: succeeds,
    spoil: afterwards((answer, { operation }, variant) => {
      const value = answer.status < 300 ? jsonOf(answer) : undefined;
      if (value === undefined) return null;
      const fit = leavesOf(value).flatMap(({ at, value: leaf }) => {
        const put = NOT_TO_TOUCH.test(String(at.at(-1))) ? null : change(leaf);
        return put === null ? [] : [{ at, put: put[0] }];
      });
      const chosen = fit[lot(`${name}/${operation.id}/${variant}`, namesOf(fit))];
      return chosen === undefined ? null : withJson(answer, replaced(value, chosen.at, chosen.put));
    }),
  };
}

/** The same field in each answer, although answers differ in their optional ones: the one whose name has the lowest lot. */
function lot(seed: string, names: readonly string[]): number {
  const lots = names.map((name) => createHash('sha256').update(`${seed}/${name}`).digest('hex'));
  return lots.indexOf(lots.toSorted()[0] ?? '');
}

function namesOf(fit: readonly { at: JsonPath }[]): string[] {
  return fit.map(({ at }) => at.join('/'));
}
