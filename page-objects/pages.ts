import type { Locator, Page } from '@playwright/test';
import { Bell } from './components/bell.ts';
import { Navigation } from './components/navigation.ts';
import { AccountPage } from './pages/account-page.ts';
import { AlertPage } from './pages/alert-page.ts';
import { AlertsPage } from './pages/alerts-page.ts';
import { ApiKeysPage } from './pages/api-keys-page.ts';
import { AuditPage } from './pages/audit-page.ts';
import { AutomlPage } from './pages/automl-page.ts';
import { NewAutomlPage } from './pages/new-automl-page.ts';
import { AutomlRunPage } from './pages/automl-run-page.ts';
import { ForgotPasswordPage } from './pages/forgot-password-page.ts';
import { ExperimentsPage } from './pages/experiments-page.ts';
import { NewExperimentPage } from './pages/new-experiment-page.ts';
import { ExperimentPage } from './pages/experiment-page.ts';
import { DatasetPage } from './pages/dataset-page.ts';
import { DatasetsPage } from './pages/datasets-page.ts';
import { DetectionPage } from './pages/detection-page.ts';
import { DetectionsPage } from './pages/detections-page.ts';
import { DetectorPage } from './pages/detector-page.ts';
import { DetectorsPage } from './pages/detectors-page.ts';
import { LoginPage } from './pages/login-page.ts';
import { MembersPage } from './pages/members-page.ts';
import { MonitoringPage } from './pages/monitoring-page.ts';
import { NewDetectorPage } from './pages/new-detector-page.ts';
import { NotificationsPage } from './pages/notifications-page.ts';
import { OverviewPage } from './pages/overview-page.ts';
import { PatternsPage } from './pages/patterns-page.ts';
import { PrivacyPage } from './pages/privacy-page.ts';
import { RegisterPage } from './pages/register-page.ts';
import { ResetPasswordPage } from './pages/reset-password-page.ts';
import { NewStreamPage } from './pages/new-stream-page.ts';
import { StreamPage } from './pages/stream-page.ts';
import { StreamsPage } from './pages/streams-page.ts';
import { UploadPage } from './pages/upload-page.ts';
import { WebhooksPage } from './pages/webhooks-page.ts';

/** The web interface on one browser page: what every page has, and a page object for each. */
export class Pages {
  /** The browser page, for its address and what no page object is about. */
  readonly page: Page;
  readonly heading: Locator;
  readonly alert: Locator;
  /** Messages that say something is done. */
  readonly notifications: Locator;
  /** What says that something is being fetched. */
  readonly loading: Locator;
  readonly tryAgainButton: Locator;
  readonly missing: Locator;
  readonly navigation: Navigation;
  readonly bell: Bell;
  readonly login: LoginPage;
  readonly register: RegisterPage;
  readonly forgotPassword: ForgotPasswordPage;
  readonly resetPassword: ResetPasswordPage;
  readonly overview: OverviewPage;
  readonly datasets: DatasetsPage;
  readonly upload: UploadPage;
  readonly dataset: DatasetPage;
  readonly detectors: DetectorsPage;
  readonly newDetector: NewDetectorPage;
  readonly detector: DetectorPage;
  readonly detections: DetectionsPage;
  readonly detection: DetectionPage;
  readonly automl: AutomlPage;
  readonly newAutoml: NewAutomlPage;
  readonly automlRun: AutomlRunPage;
  readonly experiments: ExperimentsPage;
  readonly newExperiment: NewExperimentPage;
  readonly experiment: ExperimentPage;
  readonly alerts: AlertsPage;
  readonly alertPage: AlertPage;
  readonly patterns: PatternsPage;
  readonly webhooks: WebhooksPage;
  readonly monitoring: MonitoringPage;
  readonly inbox: NotificationsPage;
  readonly streams: StreamsPage;
  readonly newStream: NewStreamPage;
  readonly stream: StreamPage;
  readonly members: MembersPage;
  readonly apiKeys: ApiKeysPage;
  readonly audit: AuditPage;
  readonly privacy: PrivacyPage;
  readonly account: AccountPage;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1 });
    this.alert = page.getByRole('main').getByRole('alert');
    this.notifications = page.getByRole('status', { name: 'Notifications', exact: true });
    this.loading = page.getByText('Loading…', { exact: true });
    this.tryAgainButton = page.getByRole('button', { name: 'Try again', exact: true });
    this.missing = page.getByText('There is nothing at this address, or you may not see it.', {
      exact: true,
    });
    this.navigation = new Navigation(page);
    this.bell = new Bell(page);
    this.login = new LoginPage(page);
    this.register = new RegisterPage(page);
    this.forgotPassword = new ForgotPasswordPage(page);
    this.resetPassword = new ResetPasswordPage(page);
    this.overview = new OverviewPage(page);
    this.datasets = new DatasetsPage(page);
    this.upload = new UploadPage(page);
    this.dataset = new DatasetPage(page);
    this.detectors = new DetectorsPage(page);
    this.newDetector = new NewDetectorPage(page);
    this.detector = new DetectorPage(page);
    this.detections = new DetectionsPage(page);
    this.detection = new DetectionPage(page);
    this.automl = new AutomlPage(page);
    this.newAutoml = new NewAutomlPage(page);
    this.automlRun = new AutomlRunPage(page);
    this.experiments = new ExperimentsPage(page);
    this.newExperiment = new NewExperimentPage(page);
    this.experiment = new ExperimentPage(page);
    this.alerts = new AlertsPage(page);
    this.alertPage = new AlertPage(page);
    this.patterns = new PatternsPage(page);
    this.webhooks = new WebhooksPage(page);
    this.monitoring = new MonitoringPage(page);
    this.inbox = new NotificationsPage(page);
    this.streams = new StreamsPage(page);
    this.newStream = new NewStreamPage(page);
    this.stream = new StreamPage(page);
    this.members = new MembersPage(page);
    this.apiKeys = new ApiKeysPage(page);
    this.audit = new AuditPage(page);
    this.privacy = new PrivacyPage(page);
    this.account = new AccountPage(page);
  }

  /** A message of those that come and go. Bound, so that it can be taken out of the object like the rest. */
  readonly notification = (text: string): Locator => this.notifications.getByText(text, { exact: true });
}
