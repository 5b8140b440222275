import type { ObjectKind } from '../../contract/policy.ts';
import type { WorldTenant } from '../../fixtures/index.ts';

/** The id of the thing of that kind that a world tenant has; some are made when they are first asked for. */
export async function objectOf(tenant: WorldTenant, kind: ObjectKind | null): Promise<string> {
  switch (kind) {
    case 'tenant':
      return tenant.id;
    case 'member':
      return tenant.member.id;
    case 'apiKey':
      return tenant.keys.read.id;
    case 'session':
      return tenant.session.id;
    case 'dataset':
      return tenant.dataset.id;
    case 'detector':
      return tenant.detector.id;
    case 'detection':
      return tenant.detection.id;
    case 'job':
      return tenant.job.id;
    case null:
      throw new Error('the policy names no object for this operation');
    default:
      return tenant.thing(kind);
  }
}
