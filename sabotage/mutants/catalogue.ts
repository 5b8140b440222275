import { agreementMutants } from './agreement.ts';
import { algorithmsMutants } from './algorithms.ts';
import { auditMutants } from './audit.ts';
import { authenticationMutants } from './authentication.ts';
import { constraintsMutants } from './constraints.ts';
import { consumptionMutants } from './consumption.ts';
import { conventionsMutants } from './conventions.ts';
import { dataMutants } from './data.ts';
import { detectionMutants } from './detection.ts';
import { durabilityMutants } from './durability.ts';
import { eventMutants } from './events.ts';
import { experimentsMutants } from './experiments.ts';
import { functionMutants } from './functions.ts';
import { injectionMutants } from './injection.ts';
import { headersMutants } from './headers.ts';
import { errorsMutants } from './errors.ts';
import { identityMutants } from './identity.ts';
import { integrityMutants } from './integrity.ts';
import { jobsMutants } from './jobs.ts';
import { lifecycleMutants } from './lifecycle.ts';
import { passwordResetMutants } from './password-resets.ts';
import { privacyMutants } from './privacy.ts';
import { streamsMutants } from './streams.ts';
import { objectMutants } from './objects.ts';
import { notificationsMutants } from './notifications.ts';
import { propertyMutants } from './properties.ts';
import { regressionMutants } from './regression.ts';
import { tenantsMutants } from './tenants.ts';
import { passiveMutants } from './passive.ts';
import { revocationMutants } from './revocation.ts';
import { loadMutants } from './load.ts';
import { matrixMutants } from './matrix.ts';
import type { SourceMutant } from './mutant.ts';

/** Every defect of the catalogue, area by area. */
export const sourceMutants: readonly SourceMutant[] = [
  ...detectionMutants,
  ...algorithmsMutants,
  ...jobsMutants,
  ...lifecycleMutants,
  ...streamsMutants,
  ...tenantsMutants,
  ...notificationsMutants,
  ...eventMutants,
  ...experimentsMutants,
  ...identityMutants,
  ...authenticationMutants,
  ...functionMutants,
  ...injectionMutants,
  ...objectMutants,
  ...propertyMutants,
  ...passwordResetMutants,
  ...auditMutants,
  ...dataMutants,
  ...integrityMutants,
  ...privacyMutants,
  ...consumptionMutants,
  ...conventionsMutants,
  ...headersMutants,
  ...errorsMutants,
  ...constraintsMutants,
  ...regressionMutants,
  ...durabilityMutants,
  ...passiveMutants,
  ...revocationMutants,
  ...matrixMutants,
  ...agreementMutants,
  ...loadMutants,
];
