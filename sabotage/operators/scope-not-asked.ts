import { scopeSchema } from '../../api-clients/common/schemas.ts';
import { as, entitled, isForbidden } from './forbidden-caller.ts';
import { type Operator, untouched } from './operator.ts';

/** An API key without the scope acts as one that has it. One defect a scope. */
export const scopeNotAsked: Operator = {
  name: 'RQ-key-scope',
  family: 'RQ',
  endsWorld: ({ rule }) => rule.effect === 'change',
  variants: ({ rule, operation }) => {
    if (rule.access === 'anonymous' || rule.key === 'any') return [];
    const barred = scopeSchema.options.filter((scope) => scope !== rule.key);
    return barred.map((scope) => ({ name: scope, text: `${operation.id} takes a key of scope ${scope}.` }));
  },
  meets: (scope, { status, caller }) => status === 403 && caller === `key ${scope}`,
  async spoil(call, scope) {
    const { caller } = call;
    const isIt =
      caller.kind === 'apiKey' && caller.scopes.length === 1 && caller.scopes.some((own) => own === scope);
    const credentials = isIt && isForbidden(call) ? entitled(call, caller.tenantId) : null;
    if (credentials === null) return untouched(call);
    return { answer: await call.forward(as(call, credentials)), spoiled: true };
  },
};
