import { type Actor, expect, type Page, test, type World } from '../../fixtures/index.ts';
import type { Pages } from '../../page-objects/pages.ts';

/** A page of the interface, as an owner of the world's first tenant sees it. */
interface Place {
  page: string;
  /** Its h1. */
  heading: (world: World) => string;
  address: (world: World) => string | Promise<string>;
  /** What comes last, so that it can be told that everything is there. */
  last: (pages: Pages) => Pages['heading'];
}

const fixed = (page: string, heading: string, address: string, last: Place['last']): Place => ({
  page,
  heading: () => heading,
  address: () => address,
  last,
});

/** Pages that are looked at in one visit, by the owner of the world's first tenant or by somebody signed out. */
interface Area {
  /** As it stands in a test's name: `pages on data`. */
  name: string;
  signedOut?: true;
  places: readonly Place[];
}

/** Every page that there is; those of one thing show the world's. */
export const EVERY_PAGE: readonly Area[] = [
  {
    name: 'to somebody signed out',
    signedOut: true,
    places: [
      fixed('sign-in', 'Sign in', '/login', ({ login }) => login.signInButton),
      fixed('registration', 'Create an account', '/register', ({ register }) => register.createButton),
      fixed(
        'broken link',
        'Choose a new password',
        '/reset-password',
        ({ resetPassword }) => resetPassword.broken,
      ),
      fixed(
        'forgotten password',
        'Forgot your password?',
        '/forgot-password',
        ({ forgotPassword }) => forgotPassword.sendButton,
      ),
      fixed(
        'new password',
        'Choose a new password',
        '/reset-password#token=none',
        ({ resetPassword }) => resetPassword.changeButton,
      ),
    ],
  },
  {
    name: 'on data',
    places: [
      fixed('overview', 'Overview', '/', ({ overview }) => overview.latestDetections.root),
      fixed('datasets', 'Datasets', '/datasets', ({ datasets }) => datasets.table.root),
      fixed('upload', 'Upload a dataset', '/datasets/new', ({ upload }) => upload.uploadButton),
      {
        page: 'dataset',
        heading: ({ alpha }) => alpha.dataset.name,
        address: ({ alpha }) => `/datasets/${alpha.dataset.id}`,
        last: ({ dataset }) => dataset.correlation.root,
      },
    ],
  },
  {
    name: 'on detection',
    places: [
      fixed('detectors', 'Detectors', '/detectors', ({ detectors }) => detectors.table.root),
      fixed('new detector', 'New detector', '/detectors/new', ({ newDetector }) => newDetector.createButton),
      {
        page: 'detector',
        heading: ({ alpha }) => alpha.detector.name,
        address: ({ alpha }) => `/detectors/${alpha.detector.id}`,
        last: ({ detector }) => detector.runDetectionButton,
      },
      fixed('detections', 'Detections', '/detections', ({ detections }) => detections.table.root),
      {
        page: 'detection',
        heading: ({ alpha }) => `${alpha.detector.name} v1 on ${alpha.dataset.name}`,
        address: ({ alpha }) => `/detections/${alpha.detection.id}`,
        last: ({ detection }) => detection.scatterPlot,
      },
    ],
  },
  {
    name: 'on streams',
    places: [
      {
        page: 'streams',
        heading: () => 'Streams',
        address: ({ alpha }) => alpha.thing('stream').then(() => '/streams'),
        last: ({ streams }) => streams.table.root,
      },
      fixed('new stream', 'New stream', '/streams/new', ({ newStream }) => newStream.createButton),
      {
        page: 'stream',
        heading: ({ alpha }) => `Stream ${alpha.canary}`,
        address: async ({ alpha }) => `/streams/${await alpha.thing('stream')}`,
        last: ({ stream }) => stream.chart,
      },
    ],
  },
  {
    name: 'on experiments',
    places: [
      fixed('experiments', 'Experiments', '/experiments', ({ experiments }) => experiments.newLink),
      fixed(
        'new experiment',
        'New experiment',
        '/experiments/new',
        ({ newExperiment }) => newExperiment.createButton,
      ),
      {
        page: 'experiment',
        heading: ({ alpha }) => `Experiment ${alpha.canary}`,
        address: async ({ alpha }) => `/experiments/${await alpha.thing('experiment')}`,
        last: ({ experiment }) => experiment.bars('ROC-AUC').first(),
      },
      fixed('AutoML', 'AutoML', '/automl', ({ automl }) => automl.newLink),
      fixed('new search', 'New search', '/automl/new', ({ newAutoml }) => newAutoml.startButton),
      {
        page: 'search',
        heading: ({ alpha }) => `Search ${alpha.canary}`,
        address: async ({ alpha }) => `/automl/${await alpha.thing('automlRun')}`,
        last: ({ automlRun }) => automlRun.plot,
      },
    ],
  },
  {
    name: 'on alerts',
    places: [
      fixed('alerts', 'Alerts', '/alerts', ({ alerts }) => alerts.table.root),
      {
        page: 'alert',
        heading: ({ alpha }) =>
          `${alpha.detection.anomalyCount} anomalies in ${alpha.detection.rowCount} rows (${alpha.detector.name})`,
        address: async ({ alpha }) => `/alerts/${await alpha.thing('event')}`,
        last: ({ alertPage }) => alertPage.historyRegion,
      },
      {
        page: 'patterns',
        heading: () => 'Patterns',
        address: ({ alpha }) => alpha.thing('pattern').then(() => '/patterns'),
        last: ({ patterns }) => patterns.table.root,
      },
      {
        page: 'webhooks',
        heading: () => 'Webhooks',
        address: ({ alpha }) => alpha.thing('webhook').then(() => '/webhooks'),
        last: ({ webhooks }) => webhooks.table.root,
      },
    ],
  },
  {
    name: 'on what happens',
    places: [
      fixed('monitoring', 'Monitoring', '/monitoring', ({ monitoring }) => monitoring.operations.root),
      fixed('notifications', 'Notifications', '/notifications', ({ inbox }) => inbox.table.root),
    ],
  },
  {
    name: 'on people',
    places: [
      fixed('members', 'Members', '/members', ({ members }) => members.table.root),
      fixed('API keys', 'API keys', '/api-keys', ({ apiKeys }) => apiKeys.table.root),
      fixed('audit log', 'Audit log', '/audit', ({ audit }) => audit.table.root),
      fixed('account', 'Account', '/account', ({ account }) => account.sessions.root),
    ],
  },
  {
    name: 'on privacy',
    places: [
      {
        page: 'privacy',
        heading: () => 'Privacy',
        address: async ({ alpha }) => {
          await alpha.thing('privacyExport');
          await alpha.thing('privacyErasure');
          return '/privacy';
        },
        last: ({ privacy }) => privacy.saveRetentionButton,
      },
    ],
  },
  {
    name: 'that are not there',
    places: [
      fixed(
        'missing object',
        'Not found',
        '/datasets/01890000-0000-7000-8000-000000000000',
        ({ missing }) => missing,
      ),
      fixed('unknown address', 'Page not found', '/nowhere', ({ heading }) => heading),
    ],
  },
];

/**
 * Opens a page, or goes on to it inside the application as its links do: the document stays then, and with it what has
 * been loaded into it.
 */
async function visit(page: Page, address: string, isFirst: boolean): Promise<void> {
  if (isFirst) await page.goto(address);
  else {
    await page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'));`,
    );
  }
}

/** Calls `look` on each page of an area once everything of it is there. */
export async function onEachPage(
  { signedOut, places }: Area,
  { world, anonymous, open }: { world: World; anonymous: Actor; open: (actor: Actor) => Promise<Pages> },
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const pages = await open(signedOut ? anonymous : await world.alpha.actor('owner'));
  const { page, heading, loading } = pages;
  for (const [visited, place] of places.entries()) {
    await test.step(`the ${place.page} page`, async () => {
      await visit(page, await place.address(world), visited === 0);
      await expect(heading).toHaveText(place.heading(world));
      await expect(place.last(pages)).toBeVisible();
      await expect(loading).toHaveCount(0);
      await look(page, place.page);
    });
  }
}
