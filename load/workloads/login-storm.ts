import type { Plan } from '../arrivals/plan.ts';
import { errorsUnderOnePercent, p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin } from '../threads/flow-tools.ts';
import { answered } from './answered.ts';

interface Input {
  /** Who sign in, one after the other and from the beginning again. */
  accounts: { email: string; password: string }[];
}

const STRANGER = { name: 'anonymous', canary: null, as: { kind: 'none' } } as const;

/** Users sign in; every answer must be that user's. */
export const begin: Begin<Input> = async ({ input: { accounts }, client }) => {
  const anonymous = await client(STRANGER);
  return async (arrival) => {
    const account = accounts[arrival % accounts.length];
    if (account === undefined) throw new RangeError('nobody signs in');
    const { user } = answered(await anonymous.auth.login(account));
    if (user.email !== account.email) throw new UnexpectedAnswer('signed in as somebody else');
  };
};

export function loginStorm(input: Input, arrivals: Plan): Workload {
  return {
    question: 'Can users sign in with p95 under 500 ms?',
    arrivals,
    flow: { module: import.meta.url, input },
    budgets: [p95Of('login'), errorsUnderOnePercent],
  };
}
