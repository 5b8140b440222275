import { withCredentials } from '../proxy/acquaintances.ts';
import { withoutHeaders } from '../proxy/message.ts';
import { isOfAnotherSite } from '../proxy/origin.ts';
import { type Operator, single, untouched } from './operator.ts';

/**
 * What a page of another site sends counts as the signed-in user's own: their cookie comes along, and its origin and the
 * missing token are not looked at. Only what a browser sends anywhere without asking first: a POST without a body, at an
 * address that needs no id.
 */
export const crossSiteNotAsked: Operator = {
  name: 'RQ-cross-site',
  family: 'RQ',
  endsWorld: () => true,
  variants: ({ rule, operation: { id, method, requestBody, pathParameters } }) =>
    rule.access === 'member' &&
    rule.credentials.includes('cookie') &&
    rule.effect === 'change' &&
    method === 'POST' &&
    requestBody.size === 0 &&
    pathParameters.length === 0
      ? single(`${id} is done for a page of another site.`)
      : [],
  meets: (_variant, { caller }) => caller.endsWith(' of another site'),
  async spoil(call) {
    const { request, session } = call;
    if (session === null || !isOfAnotherSite(request.headers)) return untouched(call);
    // Whatever the page has sent along, it is the change without a body that counts.
    const headers = withoutHeaders(withCredentials(request.headers, session), 'content-type');
    const answer = await call.forward({ ...request, headers, body: Buffer.alloc(0) });
    return { answer, spoiled: answer.status < 300 };
  },
};
