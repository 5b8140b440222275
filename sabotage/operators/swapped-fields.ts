import { jsonOf, withJson } from '../proxy/message.ts';
import { hasJson } from './json-spoiler.ts';
import { leavesOf, replaced } from './json-value.ts';
import { afterwards, type Operator, single, succeeds } from './operator.ts';

/** Two fields of one type have each other's value. */
export const swappedFields: Operator = {
  name: 'RS-json-swap',
  family: 'RS',
  endsWorld: () => false,
  variants: (place) => (hasJson(place) ? single(`${place.operation.id} mixes two fields up.`) : []),
  meets: succeeds,
  spoil: afterwards((answer) => {
    const value = answer.status < 300 ? jsonOf(answer) : undefined;
    const leaves = leavesOf(value).filter(({ at }) => !/token|secret|ticket/i.test(String(at.at(-1))));
    for (const one of leaves) {
      const other = leaves.find((leaf) => typeof leaf.value === typeof one.value && leaf.value !== one.value);
      if (other === undefined || typeof one.value === 'object') continue;
      return withJson(answer, replaced(replaced(value, one.at, other.value), other.at, one.value));
    }
    return null;
  }),
};
