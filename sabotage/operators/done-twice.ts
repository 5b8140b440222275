import { type Operator, single, succeeds } from './operator.ts';

/** A change happens twice. */
export const doneTwice: Operator = {
  name: 'SW-twice',
  family: 'SW',
  endsWorld: () => true,
  variants: ({ rule, operation }) =>
    rule.effect === 'change' ? single(`${operation.id} is carried out twice.`) : [],
  meets: succeeds,
  async spoil(call) {
    const answer = await call.forward();
    if (answer.status >= 300) return { answer, spoiled: false };
    const again = await call.forward();
    // A second call that is refused has changed nothing.
    return { answer, spoiled: again.status < 300 };
  },
};
