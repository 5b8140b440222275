import { jsonOf, withJson } from '../proxy/message.ts';
import { isRecord, listIn, replaced } from './json-value.ts';
import { afterwards, type Operator, succeeds } from './operator.ts';

/** A tenant sees what belongs to another: its whole answer, one row of a list, or one field. */
export const sharedCache: Operator = {
  name: 'RS-foreign',
  family: 'RS',
  endsWorld: () => false,
  variants: ({ operation, rule }) => {
    if (operation.method !== 'GET' || rule.access !== 'member') return [];
    const { id } = operation;
    return [
      { name: 'answer', text: `${id} answers what another tenant was answered before.` },
      ...(operation.id.endsWith('.list')
        ? [{ name: 'row', text: `${id} lists a thing of another tenant.` }]
        : []),
      ...(operation.id.endsWith('.get')
        ? [{ name: 'name', text: `${id} shows another tenant's name.` }]
        : []),
    ];
  },
  meets: succeeds,
  spoil: afterwards((answer, { memory, operation, caller }, variant) => {
    if (answer.status !== 200 || !('tenantId' in caller)) return null;
    const foreign = memory.ofAnother(operation.id, caller.tenantId);
    // Where both see the same, for example a catalogue, nothing is leaked.
    if (foreign === null || foreign.body.equals(answer.body)) return null;
    if (variant === 'answer') return { ...answer, headers: foreign.headers, body: foreign.body };
    const [own, other] = [jsonOf(answer), jsonOf(foreign)];
    if (variant === 'row') {
      const [mine, theirs] = [listIn(own), listIn(other)];
      if (theirs === null) return null;
      const at = mine?.at ?? theirs.at;
      return withJson(answer, replaced(own, at, [...(mine?.items ?? []), theirs.items[0]]));
    }
    if (
      !isRecord(own) ||
      !isRecord(other) ||
      typeof other['name'] !== 'string' ||
      own['name'] === other['name']
    )
      return null;
    return withJson(answer, { ...own, name: other['name'] });
  }),
};
