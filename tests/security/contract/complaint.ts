import type { Result } from '../../../api-clients/http/result.ts';
import type { FieldProbe } from '../../../contract/schema/field-probes.ts';
import { pointersOf } from '../../../fixtures/index.ts';

/** What is wrong with the answer to a probe, on one line; empty where nothing is. */
export function complaintAbout(probe: FieldProbe, result: Result<unknown>): string[] {
  const where = `${probe.pointer} (${probe.tried})`;
  if (result.status !== 422)
    return [`${where}: 422 was expected for the unknown field beside it, not ${result.status}`];
  const pointers = pointersOf(result);
  // The items of a list stand under 0 in a probe, and a wrong member can be told at its list or at the item.
  const named = pointers.includes(probe.pointer);
  const around = pointers.some((pointer) => pointer.startsWith(`${probe.pointer}/`));
  if (probe.taken) return named || around ? [`${where}: is refused, and the contract takes it`] : [];
  return named || around ? [] : [`${where}: is taken; objections are at ${pointers.join(', ')}`];
}
