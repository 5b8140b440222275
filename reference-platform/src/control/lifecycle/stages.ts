import type { Transaction } from 'kysely';
import type { CreatedBy } from '../../compute/protocol.ts';
import type { Schema } from '../../database/schema.ts';
import { problem } from '../../http/problem.ts';
import { findVersion, lockDetector } from '../detectors/queries.ts';
import { toDetectorVersion } from '../detectors/representation.ts';
import type { DetectorVersionRow } from '../detectors/tables.ts';
import { leastRocAuc, validationOf } from '../detectors/validation.ts';

/** A change of stage: which version, by whom, and the look at `If-Match` (throws 412). */
export interface StageChange {
  readonly tenantId: string;
  readonly detectorId: string;
  readonly version: number;
  readonly by: CreatedBy;
  readonly requireMatch: (representation: unknown) => void;
}

/**
 * Puts a version in staging into production; the one that was there is archived. Returns the version as it is now.
 * Throws 404, 412, and 409 where it is not in staging or failed its validation.
 */
export async function promote(trx: Transaction<Schema>, change: StageChange): Promise<DetectorVersionRow> {
  const { tenantId, detectorId, version } = change;
  const detector = await lockDetector(trx, tenantId, detectorId);
  const current = await heldVersion(trx, change);
  if (current.stage !== 'staging') {
    throw problem.conflict(`The version is in ${current.stage}; only one in staging can be promoted.`);
  }
  const { status, rocAuc } = validationOf(current);
  if (status === 'failed') {
    throw problem.conflict(
      `The version failed its validation: its ROC-AUC is ${rocAuc ?? 'unknown'}, at least ${leastRocAuc} is needed.`,
    );
  }
  const former = detector.production_version;
  if (former !== null) await setStage(trx, change, former, { stage: 'archived' });
  await useInProduction(trx, change, version);
  return setStage(trx, change, version, { stage: 'production', replaced_version: former });
}

/**
 * Archives the version in production and puts back the one that it replaced, which is returned as it is now.
 * Throws 404, 412, and 409 where the version is not in production or replaced none.
 */
export async function rollBack(trx: Transaction<Schema>, change: StageChange): Promise<DetectorVersionRow> {
  const { tenantId, detectorId, version } = change;
  await lockDetector(trx, tenantId, detectorId);
  const current = await heldVersion(trx, change);
  if (current.stage !== 'production') {
    throw problem.conflict(
      `The version is in ${current.stage}; only the one in production can be rolled back.`,
    );
  }
  const former = current.replaced_version;
  if (former === null) throw problem.conflict('No version was in production before this one.');
  await setStage(trx, change, version, { stage: 'archived' });
  await useInProduction(trx, change, former);
  return setStage(trx, change, former, { stage: 'production' });
}

async function heldVersion(
  trx: Transaction<Schema>,
  { tenantId, detectorId, version, requireMatch }: StageChange,
): Promise<DetectorVersionRow> {
  const row = await findVersion(trx, tenantId, detectorId, version);
  if (row === undefined) throw problem.notFound();
  requireMatch(toDetectorVersion(row));
  return row;
}

async function setStage(
  trx: Transaction<Schema>,
  { tenantId, detectorId, by }: StageChange,
  version: number,
  stage: { stage: DetectorVersionRow['stage']; replaced_version?: number | null },
): Promise<DetectorVersionRow> {
  return trx
    .updateTable('detector_versions')
    .set({ ...stage, stage_changed_at: new Date(), stage_changed_by: JSON.stringify(by) })
    .where('tenant_id', '=', tenantId)
    .where('detector_id', '=', detectorId)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function useInProduction(
  trx: Transaction<Schema>,
  { tenantId, detectorId }: StageChange,
  version: number,
): Promise<void> {
  await trx
    .updateTable('detectors')
    .set({ production_version: version, updated_at: new Date() })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', detectorId)
    .execute();
}
