import type { Transaction } from 'kysely';
import type { BoundaryClient } from '../../boundary/client.ts';
import type { HalfSpaceWindowsFile } from '../../compute/streams/protocol.ts';
import { streamScoresResponse, type StreamScoresResponse } from '../../compute/streams/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import type { TraceContext } from '../../telemetry/trace.ts';
import { computeAnswer } from '../detectors/compute-answer.ts';
import { scoringVersion } from './queries.ts';
import type { StreamRow } from './tables.ts';

/** By what a stream's points are scored at a moment. */
export interface StreamScorer {
  detectorId: string;
  version: number;
  /** The version's columns, in its order. */
  columns: readonly string[];
  /** Where half-space trees stand; null at their beginning and for all other algorithms. */
  state: HalfSpaceWindowsFile | null;
}

/** Finds what scores a stream now. Throws 409 where nothing can. */
export async function findScorer(trx: Transaction<Schema>, stream: StreamRow): Promise<StreamScorer> {
  const { detector_id: detectorId, tenant_id: tenantId } = stream;
  const scoring = detectorId === null ? undefined : await scoringVersion(trx, tenantId, detectorId);
  if (detectorId === null || scoring === undefined)
    throw problem.conflict('The stream’s detector was removed.');
  const { version, feature_columns: columns } = scoring.version;
  const fits =
    columns.length === stream.features.length && columns.every((name) => stream.features.includes(name));
  if (!fits) throw problem.conflict(`Version ${version} of the detector has other columns than the stream.`);
  const state = stream.online ? await readState(trx, stream, version) : null;
  return { detectorId, version, columns, state };
}

/** Where the trees of this version stand; a new version begins anew. */
async function readState(
  trx: Transaction<Schema>,
  stream: StreamRow,
  version: number,
): Promise<HalfSpaceWindowsFile | null> {
  const kept = await trx
    .selectFrom('streams')
    .select(['online_state', 'online_version'])
    .where('tenant_id', '=', stream.tenant_id)
    .where('id', '=', stream.id)
    .executeTakeFirst();
  return kept?.online_version === version ? kept.online_state : null;
}

/** Has rows scored by the compute plane, in one call of at most 2 s. */
export function scoreRows(
  boundary: BoundaryClient,
  call: { tenantId: string; trace: TraceContext },
  { detectorId, version, state }: StreamScorer,
  rows: readonly (readonly (number | null)[])[],
): Promise<StreamScoresResponse> {
  const body = { detectorId, version, rows, state };
  return computeAnswer(
    boundary,
    { method: 'POST', path: '/stream-scores', body, timeout: 'read', ...call },
    streamScoresResponse,
  );
}
