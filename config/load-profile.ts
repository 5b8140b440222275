/**
 * How long load is offered:
 * - `smoke`: seconds a question, in each run of the suite.
 * - `load`: a minute or more a question, alone on the target.
 */
export const LOAD_PROFILES = ['smoke', 'load'] as const;

export type LoadProfile = (typeof LOAD_PROFILES)[number];

/** Two seconds of smoke are a minute of load. */
const LONGER = { smoke: 1, load: 30 } as const satisfies Record<LoadProfile, number>;

/** How long a phase lasts under a profile that lasts `smokeMs` in smoke, in milliseconds. */
export function lastingUnder(profile: LoadProfile, smokeMs: number): number {
  return smokeMs * LONGER[profile];
}
