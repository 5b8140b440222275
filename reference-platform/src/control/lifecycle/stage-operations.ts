import { ok } from '../../http/answers.ts';
import type { Access } from '../../http/declaration.ts';
import type { HttpApplication } from '../../http/kernel.ts';
import { operation } from '../../http/operation.ts';
import { creatorOf } from '../detectors/creator.ts';
import { versionOfPath, versionParams } from '../detectors/read-operations.ts';
import { detectorVersionSchema, toDetectorVersion } from '../detectors/representation.ts';
import { leastRocAuc } from '../detectors/validation.ts';
import { promote, rollBack } from './stages.ts';

/** Who decides what goes into production; an API key never does. */
const releasers = { roles: ['owner', 'admin'] } as const satisfies Access;

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
    async handle(ctx) {
      const { tenantId, params } = ctx;
      const by = creatorOf(ctx.principal);
      const requireMatch = (body: unknown) => ctx.requireMatch(body);
      const row = await ctx.change((trx) =>
        promote(trx, { tenantId, detectorId: params.id, version: params.version, by, requireMatch }),
      );
      return ok(toDetectorVersion(row));
    },
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
    async handle(ctx) {
      const { tenantId, params } = ctx;
      const by = creatorOf(ctx.principal);
      const requireMatch = (body: unknown) => ctx.requireMatch(body);
      const row = await ctx.change((trx) =>
        rollBack(trx, { tenantId, detectorId: params.id, version: params.version, by, requireMatch }),
      );
      return ok(toDetectorVersion(row));
    },
  });
}
