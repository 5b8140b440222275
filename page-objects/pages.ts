import type { Locator, Page } from '@playwright/test';
import { Navigation } from './components/navigation.ts';
import { AccountPage } from './pages/account-page.ts';
import { ApiKeysPage } from './pages/api-keys-page.ts';
import { AuditPage } from './pages/audit-page.ts';
import { DatasetPage } from './pages/dataset-page.ts';
import { DatasetsPage } from './pages/datasets-page.ts';
import { DetectionPage } from './pages/detection-page.ts';
import { DetectionsPage } from './pages/detections-page.ts';
import { DetectorPage } from './pages/detector-page.ts';
import { DetectorsPage } from './pages/detectors-page.ts';
import { LoginPage } from './pages/login-page.ts';
import { MembersPage } from './pages/members-page.ts';
import { NewDetectorPage } from './pages/new-detector-page.ts';
import { OverviewPage } from './pages/overview-page.ts';
import { RegisterPage } from './pages/register-page.ts';
import { UploadPage } from './pages/upload-page.ts';

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
  readonly login: LoginPage;
  readonly register: RegisterPage;
  readonly overview: OverviewPage;
  readonly datasets: DatasetsPage;
  readonly upload: UploadPage;
  readonly dataset: DatasetPage;
  readonly detectors: DetectorsPage;
  readonly newDetector: NewDetectorPage;
  readonly detector: DetectorPage;
  readonly detections: DetectionsPage;
  readonly detection: DetectionPage;
  readonly members: MembersPage;
  readonly apiKeys: ApiKeysPage;
  readonly audit: AuditPage;
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
    this.login = new LoginPage(page);
    this.register = new RegisterPage(page);
    this.overview = new OverviewPage(page);
    this.datasets = new DatasetsPage(page);
    this.upload = new UploadPage(page);
    this.dataset = new DatasetPage(page);
    this.detectors = new DetectorsPage(page);
    this.newDetector = new NewDetectorPage(page);
    this.detector = new DetectorPage(page);
    this.detections = new DetectionsPage(page);
    this.detection = new DetectionPage(page);
    this.members = new MembersPage(page);
    this.apiKeys = new ApiKeysPage(page);
    this.audit = new AuditPage(page);
    this.account = new AccountPage(page);
  }

  /** A message of those that come and go. Bound, so that it can be taken out of the object like the rest. */
  readonly notification = (text: string): Locator => this.notifications.getByText(text, { exact: true });
}
