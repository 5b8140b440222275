import { as, entitled, tenantOf } from './forbidden-caller.ts';
import { type Operator, single, untouched } from './operator.ts';

/** Whoever comes without a credential acts as an administrator. */
export const openToAnonymous: Operator = {
  name: 'RQ-anonymous-as-owner',
  family: 'RQ',
  endsWorld: ({ rule }) => rule.effect === 'change',
  variants: ({ rule, operation }) =>
    rule.access === 'anonymous' ? [] : single(`${operation.id} asks for no credential.`),
  meets: (_variant, { status, caller }) => status === 401 && caller === 'anonymous',
  async spoil(call) {
    const credentials = call.caller.kind === 'anonymous' ? entitled(call, tenantOf(call)) : null;
    if (credentials === null) return untouched(call);
    return { answer: await call.forward(as(call, credentials)), spoiled: true };
  },
};
