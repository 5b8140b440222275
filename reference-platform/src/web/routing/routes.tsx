import type { VNode } from 'preact';
import type { Place } from './location.ts';
import { signedInPathAt, type SignedInPath } from './page-paths.ts';
import { AccountPage } from '../pages/account/account-page.tsx';
import { AlertPage } from '../pages/alerts/alert-page.tsx';
import { AlertsPage } from '../pages/alerts/alerts-page.tsx';
import { ApiKeysPage } from '../pages/api-keys/api-keys-page.tsx';
import { AuditPage } from '../pages/audit/audit-page.tsx';
import { AutomlPage } from '../pages/automl/automl-page.tsx';
import { AutomlRunPage } from '../pages/automl/automl-run-page.tsx';
import { NewAutomlPage } from '../pages/automl/new-automl-page.tsx';
import { DatasetPage } from '../pages/datasets/dataset-page.tsx';
import { DatasetsPage } from '../pages/datasets/datasets-page.tsx';
import { UploadPage } from '../pages/datasets/upload-page.tsx';
import { DetectionPage } from '../pages/detections/detection-page.tsx';
import { DetectionsPage } from '../pages/detections/detections-page.tsx';
import { DetectorPage } from '../pages/detectors/detector-page.tsx';
import { DetectorsPage } from '../pages/detectors/detectors-page.tsx';
import { NewDetectorPage } from '../pages/detectors/new-detector-page.tsx';
import { ExperimentPage } from '../pages/experiments/experiment-page.tsx';
import { ExperimentsPage } from '../pages/experiments/experiments-page.tsx';
import { NewExperimentPage } from '../pages/experiments/new-experiment-page.tsx';
import { MembersPage } from '../pages/members/members-page.tsx';
import { MonitoringPage } from '../pages/monitoring/monitoring-page.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { NotificationsPage } from '../pages/notifications/notifications-page.tsx';
import { OverviewPage } from '../pages/overview/overview-page.tsx';
import { PatternsPage } from '../pages/patterns/patterns-page.tsx';
import { NewStreamPage } from '../pages/streams/new-stream-page.tsx';
import { StreamPage } from '../pages/streams/stream-page.tsx';
import { StreamsPage } from '../pages/streams/streams-page.tsx';
import { PrivacyPage } from '../pages/privacy/privacy-page.tsx';
import { WebhooksPage } from '../pages/webhooks/webhooks-page.tsx';

const pages: Readonly<Record<SignedInPath, (place: Place, id: string) => VNode>> = {
  '/': () => <OverviewPage />,
  '/datasets': (place) => <DatasetsPage query={place.query} />,
  '/datasets/new': () => <UploadPage />,
  '/datasets/{id}': (_place, id) => <DatasetPage id={id} />,
  '/detectors': (place) => <DetectorsPage query={place.query} />,
  '/detectors/new': () => <NewDetectorPage />,
  '/detectors/{id}': (_place, id) => <DetectorPage id={id} />,
  '/detections': (place) => <DetectionsPage query={place.query} />,
  '/detections/{id}': (_place, id) => <DetectionPage id={id} />,
  '/streams': (place) => <StreamsPage query={place.query} />,
  '/streams/new': () => <NewStreamPage />,
  '/streams/{id}': (_place, id) => <StreamPage id={id} />,
  '/experiments': (place) => <ExperimentsPage query={place.query} />,
  '/experiments/new': () => <NewExperimentPage />,
  '/experiments/{id}': (_place, id) => <ExperimentPage id={id} />,
  '/automl': (place) => <AutomlPage query={place.query} />,
  '/automl/new': () => <NewAutomlPage />,
  '/automl/{id}': (_place, id) => <AutomlRunPage id={id} />,
  '/alerts': (place) => <AlertsPage query={place.query} />,
  '/alerts/{id}': (_place, id) => <AlertPage id={id} />,
  '/patterns': () => <PatternsPage />,
  '/webhooks': () => <WebhooksPage />,
  '/monitoring': () => <MonitoringPage />,
  '/notifications': (place) => <NotificationsPage query={place.query} />,
  '/members': (place) => <MembersPage query={place.query} />,
  '/api-keys': () => <ApiKeysPage />,
  '/audit': (place) => <AuditPage query={place.query} />,
  '/privacy': () => <PrivacyPage />,
  '/account': () => <AccountPage />,
};

/** The signed-in page of a place. */
export function pageAt(place: Place): VNode {
  const found = signedInPathAt(place.path);
  return found === null ? <NotFoundPage /> : pages[found.path](place, found.id);
}
