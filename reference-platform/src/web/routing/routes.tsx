import type { VNode } from 'preact';
import type { Place } from './location.ts';
import { AccountPage } from '../pages/account/account-page.tsx';
import { ApiKeysPage } from '../pages/api-keys/api-keys-page.tsx';
import { AuditPage } from '../pages/audit/audit-page.tsx';
import { DatasetPage } from '../pages/datasets/dataset-page.tsx';
import { DatasetsPage } from '../pages/datasets/datasets-page.tsx';
import { UploadPage } from '../pages/datasets/upload-page.tsx';
import { DetectionPage } from '../pages/detections/detection-page.tsx';
import { DetectionsPage } from '../pages/detections/detections-page.tsx';
import { DetectorPage } from '../pages/detectors/detector-page.tsx';
import { DetectorsPage } from '../pages/detectors/detectors-page.tsx';
import { NewDetectorPage } from '../pages/detectors/new-detector-page.tsx';
import { MembersPage } from '../pages/members/members-page.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { OverviewPage } from '../pages/overview/overview-page.tsx';

type Route = readonly [pattern: RegExp, page: (place: Place, id: string) => VNode];

const routes: readonly Route[] = [
  [/^\/$/, () => <OverviewPage />],
  [/^\/datasets$/, (place) => <DatasetsPage query={place.query} />],
  [/^\/datasets\/new$/, () => <UploadPage />],
  [/^\/datasets\/([^/]+)$/, (_place, id) => <DatasetPage id={id} />],
  [/^\/detectors$/, (place) => <DetectorsPage query={place.query} />],
  [/^\/detectors\/new$/, () => <NewDetectorPage />],
  [/^\/detectors\/([^/]+)$/, (_place, id) => <DetectorPage id={id} />],
  [/^\/detections$/, (place) => <DetectionsPage query={place.query} />],
  [/^\/detections\/([^/]+)$/, (_place, id) => <DetectionPage id={id} />],
  [/^\/members$/, (place) => <MembersPage query={place.query} />],
  [/^\/api-keys$/, () => <ApiKeysPage />],
  [/^\/audit$/, (place) => <AuditPage query={place.query} />],
  [/^\/account$/, () => <AccountPage />],
];

/** The signed-in page of a place. */
export function pageAt(place: Place): VNode {
  for (const [pattern, page] of routes) {
    const match = pattern.exec(place.path);
    if (match !== null) return page(place, match[1] ?? '');
  }
  return <NotFoundPage />;
}
