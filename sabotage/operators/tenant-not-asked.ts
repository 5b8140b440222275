import { as, entitled } from './forbidden-caller.ts';
import { type Operator, single, untouched } from './operator.ts';

/** Things of another tenant are served as if they were the caller's own (BOLA). */
export const tenantNotAsked: Operator = {
  name: 'RQ-foreign-as-owner',
  family: 'RQ',
  endsWorld: ({ rule }) => rule.effect === 'change',
  variants: ({ rule, operation }) =>
    rule.access === 'member' && rule.object !== null && operation.pathParameters.includes('id')
      ? single(`${operation.id} does not ask whose ${rule.object} it is.`)
      : [],
  meets: (_variant, { status }) => status === 404,
  async spoil(call) {
    const owner = call.known.tenantOfPath(call.request.url);
    const { caller } = call;
    const isForeign = owner !== null && 'tenantId' in caller && caller.tenantId !== owner;
    const credentials = isForeign ? entitled(call, owner) : null;
    if (credentials === null) return untouched(call);
    return { answer: await call.forward(as(call, credentials)), spoiled: true };
  },
};
