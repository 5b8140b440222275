import { headerOf } from '../proxy/message.ts';
import { afterwards, type Operator, succeeds } from './operator.ts';

const FLAGS = ['HttpOnly', 'SameSite'] as const;

/** The session's cookie lacks what protects it in a browser. */
export const lostCookieFlag: Operator = {
  name: 'RS-cookie',
  family: 'RS',
  endsWorld: () => false,
  variants: ({ operation }) =>
    operation.id === 'auth.login'
      ? FLAGS.map((name) => ({ name, text: `The session's cookie is not ${name}.` }))
      : [],
  meets: succeeds,
  spoil: afterwards((answer, _call, flag) => {
    if (headerOf(answer.headers, 'set-cookie') === undefined) return null;
    const without = new RegExp(`; *${flag}(?:=[^;]*)?`, 'i');
    const headers = answer.headers.map(
      ([name, value]) =>
        [name, name.toLowerCase() === 'set-cookie' ? value.replace(without, '') : value] as const,
    );
    return { ...answer, headers };
  }),
};
