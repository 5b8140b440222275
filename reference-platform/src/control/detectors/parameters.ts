import { algorithmById } from '../../algorithm-catalogue/catalogue.ts';
import { resolveParameters, type ParameterValues } from '../../algorithm-catalogue/parameters.ts';
import { problem } from '../../http/problem.ts';

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * All parameters of an algorithm: those given, the rest at their defaults.
 * Throws 422 with the pointers (`/parameters/…`) of all that do not fit.
 */
export function checkedParameters(
  algorithm: string,
  given: ParameterValues,
  pointer = '/parameters',
): ParameterValues {
  const description = algorithmById(algorithm);
  if (description === undefined) throw new Error(`no algorithm ${algorithm} in the catalogue`);
  const resolved = resolveParameters(description, given);
  if (resolved.ok) return resolved.values;
  throw problem.invalid(
    resolved.faults.map(({ name, detail }) => ({ pointer: `${pointer}/${escaped(name)}`, detail })),
  );
}
