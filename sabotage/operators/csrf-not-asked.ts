import { headerOf, withHeader } from '../proxy/message.ts';
import { type Operator, single, untouched } from './operator.ts';

/** A page of another site can make a signed-in browser change things: the CSRF token is not looked at. */
export const csrfNotAsked: Operator = {
  name: 'RQ-forged-csrf',
  family: 'RQ',
  endsWorld: () => true,
  variants: ({ rule, operation }) =>
    rule.access === 'member' && operation.method !== 'GET' && rule.credentials.includes('cookie')
      ? single(`${operation.id} does not look at the CSRF token.`)
      : [],
  meets: (_variant, { status, caller }) => status === 403 && caller.endsWith(' by cookie'),
  async spoil(call) {
    const { headers } = call.request;
    const valid = call.known.csrfTokenOf(headers);
    if (valid === undefined || headerOf(headers, 'x-csrf-token') === valid) return untouched(call);
    const request = { ...call.request, headers: withHeader(headers, 'x-csrf-token', valid) };
    return { answer: await call.forward(request), spoiled: true };
  },
};
