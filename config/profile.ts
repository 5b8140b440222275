/**
 * What a run may do to its target, from the least to the most:
 * - `read-only`: reads, and log-ins of the account that it was given. No tenant is made.
 * - `safe`: makes tenants of its own, changes what is in them and removes them.
 * - `full`: floods, locks out, sends oversized bodies and hostile frames too.
 */
export const PROFILES = ['read-only', 'safe', 'full'] as const;

export type Profile = (typeof PROFILES)[number];

/** The profile of a run that names none: nobody floods somebody else's platform by forgetting a variable. */
export function defaultProfile(isDeployed: boolean): Profile {
  return isDeployed ? 'safe' : 'full';
}

/** What a test does to the target: it reads it, changes it, or strains it. Each includes the ones before. */
export type Impact = 'reads' | 'changes' | 'strains';

const IMPACTS: Record<Profile, readonly Impact[]> = {
  'read-only': ['reads'],
  safe: ['reads', 'changes'],
  full: ['reads', 'changes', 'strains'],
};

/**
 * What a test of those tags does. `@reads`: it sends nothing but reads and log-ins of the operator, and fails if it sends more;
 * `@strains`: it floods, locks out, or sends oversized bodies or hostile frames. Without either it makes tenants and changes them.
 */
export function impactOf(tags: readonly string[]): Impact {
  if (tags.includes('@strains')) return 'strains';
  return tags.includes('@reads') ? 'reads' : 'changes';
}

/** Whether a run of that profile may run a test of that impact. */
export function permits(profile: Profile, impact: Impact): boolean {
  return IMPACTS[profile].includes(impact);
}

/** Type of the annotation of a test that the run's profile has kept from running; its description is the reason. */
export const REFUSED_BY_PROFILE = 'refused by profile';
