import type { World } from '../../fixtures/index.ts';
import type { Pages } from '../../page-objects/pages.ts';

/** A page of the interface, as an owner of the world's first tenant sees it. */
interface Place {
  page: string;
  /** Its h1. */
  heading: (world: World) => string;
  address: (world: World) => string;
  /** What comes last, so that it can be told that everything is there. */
  last: (pages: Pages) => Pages['heading'];
  signedOut?: true;
}

const fixed = (page: string, heading: string, address: string, last: Place['last']): Place => ({
  page,
  heading: () => heading,
  address: () => address,
  last,
});

/** Every page that there is; those of one thing show the world's. */
export const EVERY_PAGE: readonly Place[] = [
  { ...fixed('sign-in', 'Sign in', '/login', ({ login }) => login.signInButton), signedOut: true },
  {
    ...fixed('registration', 'Create an account', '/register', ({ register }) => register.createButton),
    signedOut: true,
  },
  fixed('overview', 'Overview', '/', ({ overview }) => overview.latestDetections.root),
  fixed('datasets', 'Datasets', '/datasets', ({ datasets }) => datasets.table.root),
  fixed('upload', 'Upload a dataset', '/datasets/new', ({ upload }) => upload.uploadButton),
  {
    page: 'dataset',
    heading: ({ alpha }) => alpha.dataset.name,
    address: ({ alpha }) => `/datasets/${alpha.dataset.id}`,
    last: ({ dataset }) => dataset.correlation.root,
  },
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
  fixed('members', 'Members', '/members', ({ members }) => members.table.root),
  fixed('API keys', 'API keys', '/api-keys', ({ apiKeys }) => apiKeys.table.root),
  fixed('audit log', 'Audit log', '/audit', ({ audit }) => audit.table.root),
  fixed('account', 'Account', '/account', ({ account }) => account.sessions.root),
  fixed(
    'missing object',
    'Not found',
    '/datasets/01890000-0000-7000-8000-000000000000',
    ({ missing }) => missing,
  ),
  fixed('unknown address', 'Page not found', '/nowhere', ({ heading }) => heading),
];
