/** Pages that anybody may open. */
export const publicPaths = ['/login', '/register', '/forgot-password', '/reset-password'] as const;

/** Pages of somebody signed in; `{id}` stands for one segment. */
export const signedInPaths = [
  '/',
  '/datasets',
  '/datasets/new',
  '/datasets/{id}',
  '/detectors',
  '/detectors/new',
  '/detectors/{id}',
  '/detections',
  '/detections/{id}',
  '/streams',
  '/streams/new',
  '/streams/{id}',
  '/experiments',
  '/experiments/new',
  '/experiments/{id}',
  '/automl',
  '/automl/new',
  '/automl/{id}',
  '/alerts',
  '/alerts/{id}',
  '/patterns',
  '/webhooks',
  '/monitoring',
  '/notifications',
  '/members',
  '/api-keys',
  '/audit',
  '/privacy',
  '/account',
] as const;

/** One of `publicPaths`. */
export type PublicPath = (typeof publicPaths)[number];
/** One of `signedInPaths`. */
export type SignedInPath = (typeof signedInPaths)[number];

const patterns = signedInPaths.map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace('{id}', '([^/]+)')}$`),
}));

/** The page of somebody signed in that an address names, and the id in it (as it stands there); null where there is none. */
export function signedInPathAt(pathname: string): { path: SignedInPath; id: string } | null {
  for (const { path, pattern } of patterns) {
    const match = pattern.exec(pathname);
    if (match !== null) return { path, id: match[1] ?? '' };
  }
  return null;
}

/** Whether there is a page at an address: the server answers all others with 404. */
export function isPagePath(pathname: string): boolean {
  return publicPaths.some((path) => path === pathname) || signedInPathAt(pathname) !== null;
}
