import type { AlgorithmDescription, ParameterDescription } from './catalogue.ts';

/** Parameter values by name. */
export type ParameterValues = Record<string, number | string>;

/** What is wrong with one parameter. */
export interface ParameterFault {
  readonly name: string;
  readonly detail: string;
}

/**
 * Checks given parameters against an algorithm's description and fills in the defaults.
 * All faults are reported, not the first alone; `values` has every parameter of the algorithm, in its order.
 */
export function resolveParameters(
  algorithm: AlgorithmDescription,
  given: Readonly<ParameterValues>,
): { ok: true; values: ParameterValues } | { ok: false; faults: ParameterFault[] } {
  const faults: ParameterFault[] = [];
  const values: ParameterValues = {};
  for (const name of Object.keys(given)) {
    if (!algorithm.parameters.some((parameter) => parameter.name === name)) {
      faults.push({ name, detail: `${algorithm.id} has no parameter of this name` });
    }
  }
  for (const parameter of algorithm.parameters) {
    const value = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    const fault = value === undefined ? null : faultOf(parameter, value);
    if (fault !== null) faults.push({ name: parameter.name, detail: fault });
    values[parameter.name] = value ?? parameter.default;
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, values };
}

function faultOf(parameter: ParameterDescription, value: number | string): string | null {
  if (parameter.type === 'enum') {
    return typeof value === 'string' && parameter.values.includes(value)
      ? null
      : `must be one of ${parameter.values.join(', ')}`;
  }
  const kind = parameter.type === 'integer' ? 'a whole number' : 'a number';
  const fits =
    typeof value === 'number' &&
    (parameter.type === 'integer' ? Number.isInteger(value) : Number.isFinite(value)) &&
    value >= parameter.minimum &&
    value <= parameter.maximum;
  return fits ? null : `must be ${kind} from ${parameter.minimum} to ${parameter.maximum}`;
}
