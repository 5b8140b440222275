import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../../database/schema.ts';
import { scoreShift } from './score-shift.ts';

const counts = z.array(z.int().min(0));
const endsRow = z.object({
  detector_id: z.uuid(),
  detector_version: z.int(),
  first: counts,
  latest: counts,
});

/** How a version's latest scores differ from its first. */
export interface VersionShift {
  detectorId: string;
  version: number;
  shift: number;
}

/**
 * The shift of each version that has two detections or more: its first against its latest. `since` leaves out versions
 * whose latest detection is older; `detectorId` narrows it to one detector.
 */
export async function shiftsOf(
  trx: Transaction<Schema>,
  tenantId: string,
  { since, detectorId }: { since?: Date; detectorId?: string | null } = {},
): Promise<VersionShift[]> {
  const { rows } = await sql`
    select distinct on (detector_id, detector_version) detector_id, detector_version,
      first_value(histogram -> 'counts') over version as first,
      last_value(histogram -> 'counts') over version as latest
    from detections
    where tenant_id = ${tenantId} and (${detectorId ?? null}::uuid is null or detector_id = ${detectorId ?? null}::uuid)
      and (detector_id, detector_version) in (
        select detector_id, detector_version from detections where tenant_id = ${tenantId}
        group by detector_id, detector_version
        having count(*) >= 2 and max(created_at) >= ${since ?? new Date(0)})
    window version as (partition by detector_id, detector_version order by created_at, id
      rows between unbounded preceding and unbounded following)`.execute(trx);
  return rows.map((row) => {
    const { detector_id: id, detector_version: version, first, latest } = endsRow.parse(row);
    return { detectorId: id, version, shift: scoreShift(first, latest) };
  });
}
