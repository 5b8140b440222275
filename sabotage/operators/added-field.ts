import { jsonOf, withJson } from '../proxy/message.ts';
import { hasJson } from './json-spoiler.ts';
import { isRecord } from './json-value.ts';
import { afterwards, type Operator, succeeds } from './operator.ts';

const LEAKS: Record<string, unknown> = {
  internal: 'node-7',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g',
};

/** An answer shows a field of the database that is nobody's business. */
export const addedField: Operator = {
  name: 'RS-json-add',
  family: 'RS',
  endsWorld: () => false,
  variants: (place) =>
    hasJson(place)
      ? Object.keys(LEAKS).map((name) => ({ name, text: `${place.operation.id} answers a field ${name}.` }))
      : [],
  meets: succeeds,
  spoil: afterwards((answer, _call, name) => {
    const value = answer.status < 300 ? jsonOf(answer) : undefined;
    return isRecord(value) ? withJson(answer, { ...value, [name]: LEAKS[name] }) : null;
  }),
};
