import { jsonOf, withJson } from '../proxy/message.ts';
import { isRecord } from './json-value.ts';
import { afterwards, type Operator } from './operator.ts';

const TELLS: Record<string, { what: string; detail: string }> = {
  stack: {
    what: 'a stack trace',
    detail:
      'Error: refused\n    at guard (/srv/assay/src/http/judgement.ts:41:11)\n    at process.processTicksAndRejections',
  },
  sql: { what: 'a statement of SQL', detail: 'error: select "id", "name" from "tenants" where "id" = $1' },
};

/** An error tells an attacker how the platform is made. */
export const tellingErrors: Operator = {
  name: 'RS-error',
  family: 'RS',
  endsWorld: () => false,
  variants: ({ operation }) =>
    [...operation.responses.keys()].some((status) => status >= 400)
      ? Object.entries(TELLS).map(([name, { what }]) => ({
          name,
          text: `${operation.id} shows ${what} in an error.`,
        }))
      : [],
  meets: (_variant, { status }) => status >= 400,
  spoil: afterwards((answer, _call, name) => {
    const problem = answer.status >= 400 ? jsonOf(answer) : undefined;
    return isRecord(problem) ? withJson(answer, { ...problem, detail: TELLS[name]?.detail ?? '' }) : null;
  }),
};
