import { jsonOf, withJson } from '../proxy/message.ts';
import { isRecord } from './json-value.ts';
import { afterwards, type Operator } from './operator.ts';

/** A thing of another tenant is refused in another way than one that does not exist: so its id can be found out. */
export const tellingExistence: Operator = {
  name: 'RS-existence',
  family: 'RS',
  endsWorld: () => false,
  variants: ({ operation, rule }) =>
    rule.access === 'member' && rule.object !== null && operation.pathParameters.includes('id')
      ? [
          { name: 'status', text: `${operation.id} answers 403 for a foreign ${rule.object}.` },
          { name: 'detail', text: `${operation.id} words it otherwise for a foreign ${rule.object}.` },
        ]
      : [],
  meets: (_variant, { status }) => status === 404,
  spoil: afterwards((answer, { known, request, caller }, variant) => {
    const owner = known.tenantOfPath(request.url);
    const isForeign = owner !== null && 'tenantId' in caller && caller.tenantId !== owner;
    if (!isForeign || answer.status !== 404) return null;
    const problem = jsonOf(answer);
    if (!isRecord(problem)) return null;
    return variant === 'status'
      ? withJson({ ...answer, status: 403 }, { ...problem, status: 403, title: 'Forbidden' })
      : withJson(answer, { ...problem, detail: 'This is not yours.' });
  }),
};
