import { as, entitled, tenantOf } from './forbidden-caller.ts';
import { type Operator, single, untouched } from './operator.ts';

/** A credential that is expired, revoked or forged still opens. */
export const revocationNotAsked: Operator = {
  name: 'RQ-revoked-as-fresh',
  family: 'RQ',
  endsWorld: ({ rule }) => rule.effect === 'change',
  variants: ({ rule, operation }) =>
    rule.access === 'member' ? single(`${operation.id} takes a credential that no longer holds.`) : [],
  meets: (_variant, { status, caller }) => status === 401 && caller !== 'anonymous',
  async spoil(call) {
    if (call.caller.kind === 'anonymous') return untouched(call);
    const honest = await call.forward();
    const credentials = honest.status === 401 ? entitled(call, tenantOf(call)) : null;
    if (credentials === null) return { answer: honest, spoiled: false };
    return { answer: await call.forward(as(call, credentials)), spoiled: true };
  },
};
