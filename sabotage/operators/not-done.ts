import { isRecord } from './json-value.ts';
import { jsonOf, withJson } from '../proxy/message.ts';
import { type Operator, single, untouched, succeeds } from './operator.ts';

/** Success is answered, and nothing has happened. */
export const notDone: Operator = {
  name: 'SW-not-done',
  family: 'SW',
  endsWorld: () => true,
  variants: ({ rule, operation }) =>
    rule.effect === 'change' && rule.access === 'member'
      ? single(`${operation.id} answers success and does nothing.`)
      : [],
  meets: succeeds,
  async spoil(call) {
    const { usual, memory, operation, caller, request } = call;
    if (usual === null || usual >= 300) return untouched(call);
    if (usual === 204)
      return { answer: { status: 204, headers: memory.headers, body: Buffer.alloc(0) }, spoiled: true };
    const earlier = memory.success(operation.id, 'tenantId' in caller ? caller.tenantId : null);
    if (earlier === null) return untouched(call);
    // What the caller has sent comes back in the answer, as from a form that was never saved.
    const [known, sent] = [jsonOf(earlier), jsonOf(request)];
    if (!isRecord(known) || !isRecord(sent)) return { answer: earlier, spoiled: true };
    const echoed = Object.fromEntries(
      Object.entries(known).map(([name, value]) => [name, sent[name] ?? value]),
    );
    return { answer: withJson(earlier, echoed), spoiled: true };
  },
};
