import type { z } from 'zod';
import { ok } from '../../http/answers.ts';
import type { Access, Context } from '../../http/declaration.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { creatorOf } from '../detectors/creator.ts';
import { versionOfPath, versionParams } from '../detectors/read-operations.ts';
import { detectorVersionSchema, toDetectorVersion } from '../detectors/representation.ts';
import type { DetectorVersionRow } from '../detectors/tables.ts';
import { leastRocAuc } from '../detectors/validation.ts';
import { promote, rollBack } from './stages.ts';

/** Who decides what goes into production; an API key never does. */
const releasers = { roles: ['owner', 'admin'] } as const satisfies Access;

type StageContext = Pick<
  Context<z.output<typeof versionParams>, unknown, unknown, unknown, DetectorVersionRow>,
  'tenantId' | 'params' | 'principal' | 'requireMatch' | 'change'
>;

/** Changes the stage of the version that the path names, in the caller's name. */
async function changeStage(ctx: StageContext, change: typeof promote) {
  const { tenantId, params } = ctx;
  const by = creatorOf(ctx.principal);
  const requireMatch = (body: unknown) => ctx.requireMatch(body);
  const row = await ctx.change((trx) =>
    change(trx, { tenantId, detectorId: params.id, version: params.version, by, requireMatch }),
  );
  return toDetectorVersion(row);
}

/** Declares `detectors.promote` and `detectors.rollback`. */
export function registerStages(app: HttpApplication): void {
  operation(app, {
    id: 'detectors.promote',
    method: 'POST',
    path: '/detectors/{id}/versions/{version}/promote',
    summary: 'Put a version in staging into production',
    description:
      'The version in production until now is archived. From then on this one works where no version is named. Refused ' +
      `(409) where the version is not in staging, or failed its validation: the ROC-AUC of its latest evaluation, or else that of its training data, is below ${leastRocAuc}.`,
    tag: 'Detectors',
    access: releasers,
    effect: 'change',
    etag: true,
    params: versionParams,
    responses: { 200: detectorVersionSchema },
    problems: [409],
    object: { type: 'detector', find: versionOfPath },
    handle: async (ctx) => ok(await changeStage(ctx, promote)),
  });

  operation(app, {
    id: 'detectors.rollback',
    method: 'POST',
    path: '/detectors/{id}/versions/{version}/rollback',
    summary: 'Take a version out of production, back to the one that it replaced',
    description:
      'Answers with the version that is in production now; the one rolled back is archived. Refused (409) where the ' +
      'version is not in production, or none was before it.',
    tag: 'Detectors',
    access: releasers,
    effect: 'change',
    etag: true,
    params: versionParams,
    responses: { 200: detectorVersionSchema },
    problems: [409],
    object: { type: 'detector', find: versionOfPath },
    handle: async (ctx) => ok(await changeStage(ctx, rollBack)),
  });
}
