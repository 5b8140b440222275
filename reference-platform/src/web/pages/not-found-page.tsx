import { Page } from '../components/page.tsx';
import { Link } from '../routing/link.tsx';

/** Any address that the interface does not know. */
export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <div class="empty">
        <p>There is no page at this address.</p>
        <div class="empty-action">
          <Link class="button" href="/">
            Go to the overview
          </Link>
        </div>
      </div>
    </Page>
  );
}
