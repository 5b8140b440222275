import { VARIABLE_NAMES } from '../../config/variables.ts';

/** The environment for a child process, without the suite's own variables (Vitest sets a BASE_URL) and those of CI. */
export function childEnvironment(): Record<string, string | undefined> {
  const own = new Set<string>([...VARIABLE_NAMES, 'CI', 'GITHUB_ACTIONS', 'GITHUB_STEP_SUMMARY']);
  // eslint-disable-next-line no-restricted-properties -- handed on to a child process, not read as configuration
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)));
}
