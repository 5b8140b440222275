import { Link } from '../routing/link.tsx';
import { useSession } from '../session/session.tsx';
import { may, type Right } from '../session/permissions.ts';

const places: readonly { href: string; name: string; right: Right | null }[] = [
  { href: '/', name: 'Overview', right: null },
  { href: '/datasets', name: 'Datasets', right: 'readData' },
  { href: '/detectors', name: 'Detectors', right: 'readData' },
  { href: '/detections', name: 'Detections', right: 'readDetections' },
  { href: '/streams', name: 'Streams', right: 'readData' },
  { href: '/experiments', name: 'Experiments', right: 'readData' },
  { href: '/automl', name: 'AutoML', right: 'write' },
  { href: '/alerts', name: 'Alerts', right: 'readDetections' },
  { href: '/patterns', name: 'Patterns', right: 'write' },
  { href: '/webhooks', name: 'Webhooks', right: 'administer' },
  { href: '/monitoring', name: 'Monitoring', right: 'readData' },
  { href: '/members', name: 'Members', right: 'readTenant' },
  { href: '/api-keys', name: 'API keys', right: 'administer' },
  { href: '/audit', name: 'Audit log', right: 'audit' },
  { href: '/privacy', name: 'Privacy', right: 'answerForPrivacy' },
  { href: '/account', name: 'Account', right: null },
];

/** The links to the pages that the signed-in role may use. */
export function Navigation({ path }: { path: string }) {
  const { user } = useSession();
  const offered = places.filter((place) => place.right === null || may(user.role, place.right));
  return (
    <ul class="nav-list">
      {offered.map((place) => (
        <li key={place.href}>
          <Link
            href={place.href}
            current={
              place.href === '/' ? path === '/' : path === place.href || path.startsWith(`${place.href}/`)
            }
          >
            {place.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
