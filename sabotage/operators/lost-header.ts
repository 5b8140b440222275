import { headerOf, withHeader, withoutHeaders } from '../proxy/message.ts';
import { afterwards, type Operator, type Place } from './operator.ts';

/** Headers of every answer, and what each is worth nothing as. */
const LOOSE: Record<string, string> = {
  'content-security-policy': "default-src * 'unsafe-inline'",
  'x-content-type-options': 'sniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'unsafe-url',
  'cross-origin-opener-policy': 'unsafe-none',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=3600',
  'permissions-policy': '',
  'x-request-id': '',
};

/** Headers that belong to some answers only. */
const OF_SOME: Record<string, (place: Place) => boolean> = {
  etag: ({ operation: { method, pathParameters, id } }) =>
    method === 'GET' && pathParameters.length === 1 && id.endsWith('.get'),
  location: ({ operation }) => operation.responses.has(201) || operation.responses.has(202),
  'content-type': ({ operation }) => operation.responses.has(200),
  'www-authenticate': ({ operation }) => operation.responses.has(401),
};

/** What those of some answers are worth nothing as: a way that leads nowhere. */
const LOOSE_OF_SOME: Record<string, string> = { location: '/api/v1/nothing-here' };

/** A header is missing, or says nothing. */
export const lostHeader: Operator = {
  name: 'RS-header',
  family: 'RS',
  endsWorld: () => false,
  variants: (place) => {
    const { id } = place.operation;
    // One place writes them into every answer: one operation an area is enough to see whether it does.
    const everywhere =
      id.endsWith('.list') || id === 'auth.login' || id === 'system.live' ? Object.keys(LOOSE) : [];
    const some = Object.entries(OF_SOME).filter(([, has]) => has(place));
    return [
      ...[...everywhere, ...some.map(([name]) => name)].map((name) => ({
        name: `${name}-lost`,
        text: `${id} answers without ${name}.`,
      })),
      ...[...everywhere, ...some.flatMap(([name]) => (name in LOOSE_OF_SOME ? [name] : []))].map((name) => ({
        name: `${name}-loose`,
        text: `${id} answers ${name}: ${looseValue(name) || '(empty)'}.`,
      })),
    ];
  },
  meets: () => true,
  spoil: afterwards((answer, _call, variant) => {
    const [, name = '', how] = /^(.*)-(lost|loose)$/.exec(variant) ?? [];
    if (headerOf(answer.headers, name) === undefined) return null;
    const headers =
      how === 'lost'
        ? withoutHeaders(answer.headers, name)
        : withHeader(answer.headers, name, looseValue(name));
    return { ...answer, headers };
  }),
};

function looseValue(name: string): string {
  return LOOSE[name] ?? LOOSE_OF_SOME[name] ?? '';
}
