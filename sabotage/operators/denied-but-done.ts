import { as, entitled, isForbidden } from './forbidden-caller.ts';
import { type Operator, type Call, untouched } from './operator.ts';

/** The caller is refused, and what was asked for happens all the same. */
export const deniedButDone: Operator = {
  name: 'SW-denied-but-done',
  family: 'SW',
  endsWorld: () => true,
  variants: ({ rule, operation }) => {
    if (rule.effect !== 'change' || rule.access === 'anonymous') return [];
    const foreign =
      rule.access === 'member' && rule.object !== null && operation.pathParameters.includes('id');
    return [
      { name: 'role', text: `${operation.id} refuses a role that may not, and does it.` },
      ...(foreign
        ? [{ name: 'foreign', text: `${operation.id} hides a foreign ${rule.object}, and changes it.` }]
        : []),
    ];
  },
  meets: (variant, { status }) => status === (variant === 'role' ? 403 : 404),
  async spoil(call, variant) {
    const tenantId = variant === 'role' ? barredAt(call) : foreignAt(call);
    const credentials = tenantId === null ? null : entitled(call, tenantId);
    if (credentials === null) return untouched(call);
    const answer = await call.forward();
    const done = await call.forward(as(call, credentials));
    // What is refused to the owner as well has changed nothing.
    return { answer, spoiled: done.status < 300 };
  },
};

function barredAt(call: Call): string | null {
  return 'tenantId' in call.caller && isForbidden(call) ? call.caller.tenantId : null;
}

function foreignAt({ known, request, caller }: Call): string | null {
  const owner = known.tenantOfPath(request.url);
  return owner !== null && 'tenantId' in caller && caller.tenantId !== owner ? owner : null;
}
