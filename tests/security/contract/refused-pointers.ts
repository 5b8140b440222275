import type { Result } from '../../../api-clients/http/result.ts';
import type { FieldProbe } from '../../../contract/schema/field-probes.ts';

/** The status of an answer, and the places that it objects to. */
export interface Refused {
  status: number;
  pointers: readonly string[];
}

export function refusedPointers(result: Result<unknown>): Refused {
  const errors = result.ok ? [] : (result.problem.errors ?? []);
  return { status: result.status, pointers: errors.map(({ pointer }) => pointer) };
}

/** What is wrong with the answer to a probe, on one line; `null` where nothing is. */
export function complaintAbout(probe: FieldProbe, { status, pointers }: Refused): string | null {
  const where = `${probe.pointer} (${probe.tried})`;
  if (status !== 422) return `${where}: 422 was expected for the unknown field beside it, not ${status}`;
  // The items of a list stand under 0 in a probe, and a wrong member can be told at its list or at the item.
  const named = pointers.includes(probe.pointer);
  const around = pointers.some((pointer) => pointer.startsWith(`${probe.pointer}/`));
  if (probe.taken) return named || around ? `${where}: is refused, and the contract takes it` : null;
  return named || around ? null : `${where}: is taken; objections are at ${pointers.join(', ')}`;
}
