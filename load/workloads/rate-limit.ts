import type { Plan } from '../arrivals/plan.ts';
import { noErrors } from '../budgets/relative.ts';
import { p95Of } from '../budgets/seeds.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';
import type { Workload } from '../engine/workload.ts';
import type { Begin, LoadActor } from '../threads/flow-tools.ts';

interface Input {
  caller: LoadActor;
}

/**
 * The end of a window, as far as its refusals give it away: each names a whole number of seconds, rounded up. On the caller's
 * clock, so that clocks that differ play no part.
 */
export class WindowEnd {
  #from = Number.NEGATIVE_INFINITY;
  #to = Number.POSITIVE_INFINITY;

  /** Takes a refusal in, sent and answered at these times in ms; says whether it fits all before it. */
  fits({ seconds, sentAt, answeredAt }: { seconds: number; sentAt: number; answeredAt: number }): boolean {
    this.#from = Math.max(this.#from, sentAt + (seconds - 1) * 1000);
    this.#to = Math.min(this.#to, answeredAt + seconds * 1000);
    return seconds >= 1 && this.#from <= this.#to;
  }
}

/** A tenant asks more often than its plan allows; each refusal must say when to come back, and all must mean the same moment. */
export const begin: Begin<Input> = async ({ input: { caller }, client }) => {
  const api = await client(caller);
  const end = new WindowEnd();
  return async () => {
    const sentAt = performance.now();
    const answer = await api.tenant.get();
    const answeredAt = performance.now();
    if (answer.ok) return;
    if (answer.status !== 429) throw new UnexpectedAnswer(`status ${answer.status}`);
    const seconds = Number(answer.headers['retry-after']);
    if (!end.fits({ seconds, sentAt, answeredAt }))
      throw new UnexpectedAnswer('a Retry-After that contradicts the ones before');
  };
};

export function rateLimit(input: Input, arrivals: Plan): Workload {
  return {
    question: 'Are exactly as many requests let through as the plan allows?',
    arrivals,
    flow: { module: import.meta.url, input },
    budgets: [noErrors('a refusal says when to come back (RFC 9110, section 10.2.3)'), p95Of('errorCase')],
  };
}
