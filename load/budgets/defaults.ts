import type { Budget } from './budget.ts';

const source = 'default of the suite (docs of load: budgets)';

/** Answers of the API under ordinary load. */
export const p95Under200Ms: Budget = { figure: 'p95Ms', limit: 200, source };

/** Log-in is slow on purpose: the password hash costs tens of milliseconds of a core. */
export const loginUnder500Ms: Budget = { figure: 'p95Ms', limit: 500, source };

export const errorsUnderOnePercent: Budget = { figure: 'errorRate', limit: 0.01, source };
