import { type Actor, expect, type Page, test, type World } from '../../fixtures/index.ts';
import type { Pages } from '../../page-objects/pages.ts';

/** A page of the interface, as an owner of the world's first tenant sees it. */
interface Place {
  page: string;
  /** Its h1. */
  heading: (world: World) => string;
  address: (world: World) => string;
  /** What comes last, so that it can be told that everything is there. */
  last: (pages: Pages) => Pages['heading'];
}

const fixed = (page: string, heading: string, address: string, last: Place['last']): Place => ({
  page,
  heading: () => heading,
  address: () => address,
  last,
});

/** Every page that there is, by area; those of one thing show the world's. */
export const EVERY_PAGE: Readonly<Record<string, readonly Place[]>> = {
  'to somebody signed out': [
    fixed('sign-in', 'Sign in', '/login', ({ login }) => login.signInButton),
    fixed('registration', 'Create an account', '/register', ({ register }) => register.createButton),
  ],
  'on data': [
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
  'on detection': [
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
  'on people': [
    fixed('members', 'Members', '/members', ({ members }) => members.table.root),
    fixed('API keys', 'API keys', '/api-keys', ({ apiKeys }) => apiKeys.table.root),
    fixed('audit log', 'Audit log', '/audit', ({ audit }) => audit.table.root),
    fixed('account', 'Account', '/account', ({ account }) => account.sessions.root),
  ],
  'that are not there': [
    fixed(
      'missing object',
      'Not found',
      '/datasets/01890000-0000-7000-8000-000000000000',
      ({ missing }) => missing,
    ),
    fixed('unknown address', 'Page not found', '/nowhere', ({ heading }) => heading),
  ],
};

/** Calls `look` on each page of an area once everything of it is there, as an owner of the world's first tenant sees it. */
export async function onEachPage(
  area: string,
  { world, anonymous, open }: { world: World; anonymous: Actor; open: (actor: Actor) => Promise<Pages> },
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const pages = await open(area.includes('signed out') ? anonymous : await world.alpha.actor('owner'));
  const { page, heading, loading } = pages;
  for (const place of EVERY_PAGE[area] ?? []) {
    await test.step(`the ${place.page} page`, async () => {
      await page.goto(place.address(world));
      await expect(heading).toHaveText(place.heading(world));
      await expect(place.last(pages)).toBeVisible();
      await expect(loading).toHaveCount(0);
      await look(page, place.page);
    });
  }
}
