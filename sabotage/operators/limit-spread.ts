import { headerOf, type Headers } from '../proxy/message.ts';
import { type Call, type Operator, untouched } from './operator.ts';

const FORWARDED = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip', 'true-client-ip', 'via'];

interface Spread {
  text: string;
  isIt: (call: Call) => boolean;
}

/** What a limiter may count by instead of by whom it is to limit, and the operation that this is tried on: one place counts all calls. */
const SPREADS: Record<string, Record<string, Spread>> = {
  'auth.login': {
    header: {
      text: 'counts guesses by what a header says',
      isIt: ({ request }) => isForwarded(request.headers),
    },
  },
  'tenant.get': {
    header: {
      text: 'counts calls by what a header says',
      isIt: ({ request }) => isForwarded(request.headers),
    },
    query: { text: 'counts calls by address and query', isIt: ({ request }) => request.url.includes('?') },
    credential: {
      text: 'counts the calls of each member apart',
      isIt: ({ caller }) => caller.kind === 'member' && caller.role !== 'owner',
    },
  },
};

/** A limit is passed by whoever varies what the limiter counts by: its key is spread. */
export const limitSpread: Operator = {
  name: 'RQ-limit-spread',
  family: 'RQ',
  endsWorld: () => false,
  variants: ({ operation: { id } }) =>
    Object.entries(SPREADS[id] ?? {}).map(([name, { text }]) => ({ name, text: `${id} ${text}.` })),
  meets: (_variant, { status, caller }) => status === 429 || (status === 401 && caller === 'anonymous'),
  async spoil(call, variant) {
    const { operation, caller, memory } = call;
    if (SPREADS[operation.id]?.[variant]?.isIt(call) !== true) return untouched(call);
    const honest = await call.forward();
    const isShut = honest.status === 429 || (operation.id === 'auth.login' && honest.status === 401);
    const success = memory.success(operation.id, 'tenantId' in caller ? caller.tenantId : null);
    return isShut && success !== null
      ? { answer: success, spoiled: true }
      : { answer: honest, spoiled: false };
  },
};

function isForwarded(headers: Headers): boolean {
  return FORWARDED.some((name) => headerOf(headers, name) !== undefined);
}
