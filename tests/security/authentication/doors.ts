import type { ApiClient } from '../../../api-clients/api-client.ts';
import { bareRequest } from '../../../contract/bare-request.ts';
import type { Contract } from '../../../contract/contract.ts';
import type { Operation } from '../../../contract/operations.ts';
import { sharedReadings } from '../../../contract/readings.ts';

/** One door of each area of the API: its first list or figure that every owner may read. */
export function doorsOf(contract: Contract): Operation[] {
  const open = sharedReadings(contract);
  const areaOf = ({ id }: Operation) => id.split('.')[0];
  return open.filter(
    (operation, index) => open.findIndex((other) => areaOf(other) === areaOf(operation)) === index,
  );
}

/** The status that each door answers to a client, by the door's operation id. */
export async function statusesAt(
  doors: readonly Operation[],
  api: ApiClient,
): Promise<Record<string, number>> {
  const answers = await Promise.all(
    doors.map(async (door) => [door.id, (await api.call(bareRequest(door))).status] as const),
  );
  return Object.fromEntries(answers);
}

/** What `statusesAt` gives where every door answers alike. */
export function allOf(doors: readonly Operation[], status: number): Record<string, number> {
  return Object.fromEntries(doors.map(({ id }) => [id, status]));
}
