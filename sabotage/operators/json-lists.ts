import { jsonOf, withJson } from '../proxy/message.ts';
import { listIn, replaced } from './json-value.ts';
import { afterwards, type Operator, type Place, succeeds } from './operator.ts';

/** Whether a successful answer has a list of things. */
function hasList({ shapes }: Place): boolean {
  return [...shapes].some(
    ([status, lines]) => status < 300 && Object.keys(lines).some((line) => line.includes('[]')),
  );
}

function onList(
  name: string,
  does: string,
  change: (items: readonly unknown[]) => readonly unknown[] | null,
): Operator {
  return {
    name: `RS-list-${name}`,
    family: 'RS',
    endsWorld: () => false,
    variants: (place) => (hasList(place) ? [{ name: '', text: `${place.operation.id} ${does}.` }] : []),
    meets: succeeds,
    spoil: afterwards((answer) => {
      const value = answer.status < 300 ? jsonOf(answer) : undefined;
      const list = listIn(value);
      const changed = list === null ? null : change(list.items);
      return list === null || changed === null ? null : withJson(answer, replaced(value, list.at, changed));
    }),
  };
}

/** The response operators of the literature that change a list. */
export const jsonListOperators: readonly Operator[] = [
  onList('empty', 'answers an empty list', () => []),
  onList('shorter', 'leaves out the last entry of a list', (items) => items.slice(0, -1)),
  onList('double', 'answers the first entry of a list twice', (items) => [items[0], ...items]),
  // A list that reads the same backwards is not changed by it.
  onList('reversed', 'answers a list backwards', (items) =>
    JSON.stringify(items) === JSON.stringify(items.toReversed()) ? null : items.toReversed(),
  ),
];
