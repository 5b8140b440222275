import { isOfAnotherSite, ownOrigin } from '../proxy/origin.ts';
import type { HandshakeOperator } from './handshake.ts';
import { withHeader } from '../proxy/message.ts';
import { single } from './operator.ts';

/** A page of another site opens a channel in the browser of a signed-in user (CSWSH). */
export const originNotAsked: HandshakeOperator = {
  name: 'RQ-bad-origin',
  family: 'RQ',
  variants: ({ path }) => single(`${path} takes a page of another site for one of its own.`),
  meets: (_variant, { status, caller }) => status === 403 && caller.endsWith(' of another site'),
  admit: ({ request }) => {
    if (!isOfAnotherSite(request.headers)) return Promise.resolve(null);
    const headers = withHeader(request.headers, 'Origin', ownOrigin(request.headers));
    return Promise.resolve({ ...request, headers });
  },
};
