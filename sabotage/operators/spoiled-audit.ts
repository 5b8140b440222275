import { jsonOf, withBody, withJson } from '../proxy/message.ts';
import { isRecord } from './json-value.ts';
import { afterwards, type Operator, succeeds } from './operator.ts';

const EDITS: Record<string, { does: string; edit: (entry: Record<string, unknown>) => unknown }> = {
  dropped: { does: 'lacks an entry', edit: () => undefined },
  outcome: {
    does: 'tells another outcome',
    edit: (entry) => ({ ...entry, outcome: otherOutcome(entry['outcome']) }),
  },
  action: { does: 'tells another action', edit: (entry) => ({ ...entry, action: 'tenant.get' }) },
  actor: { does: 'names nobody', edit: (entry) => ({ ...entry, actor: null }) },
};

/** The audit log lacks an entry, or tells a wrong one. */
export const spoiledAudit: Operator = {
  name: 'RS-audit',
  family: 'RS',
  endsWorld: () => false,
  variants: ({ operation }) =>
    operation.id === 'audit.list' || operation.id === 'audit.export'
      ? Object.entries(EDITS).map(([name, { does }]) => ({ name, text: `${operation.id} ${does}.` }))
      : [],
  meets: succeeds,
  spoil: afterwards((answer, { operation }, name) => {
    const edit = EDITS[name]?.edit;
    if (answer.status !== 200 || edit === undefined) return null;
    if (operation.id === 'audit.export') {
      const [first, ...rest] = answer.body.toString('utf8').split('\n');
      const entry: unknown = first === undefined || first === '' ? null : JSON.parse(first);
      if (!isRecord(entry)) return null;
      const edited = edit(entry);
      return withBody(
        answer,
        Buffer.from([...(edited === undefined ? [] : [JSON.stringify(edited)]), ...rest].join('\n')),
      );
    }
    const list = jsonOf(answer);
    if (!isRecord(list) || !Array.isArray(list['items']) || list['items'].length === 0) return null;
    const items = list['items'].map((entry: unknown) => (isRecord(entry) ? edit(entry) : entry));
    return withJson(answer, { ...list, items: items.filter((entry) => entry !== undefined) });
  }),
};

function otherOutcome(outcome: unknown): string {
  return outcome === 'denied' ? 'success' : 'denied';
}
