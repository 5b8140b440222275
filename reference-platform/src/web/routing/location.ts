import { useEffect, useState } from 'preact/hooks';

/** Where the page is: path and query, without the host. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const CHANGED = 'assay:navigated';
let navigations = 0;

/** True once the user has moved inside the application: the first view must not steal the focus. */
export function hasNavigated(): boolean {
  return navigations > 0;
}

/** Goes to an address of this application. `replace` leaves no entry in the history. */
export function navigate(address: string, options: { replace?: boolean } = {}): void {
  const before = window.location.pathname;
  if (options.replace === true) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  if (window.location.pathname !== before) {
    navigations += 1;
    window.scrollTo(0, 0);
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** Sets query parameters of the current address (empty ones are dropped) without a new history entry. */
export function changeQuery(changes: Readonly<Record<string, string | number>>): void {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' || value === 0) query.delete(name);
    else query.set(name, String(value));
  }
  const text = query.toString();
  navigate(`${window.location.pathname}${text === '' ? '' : `?${text}`}`, { replace: true });
}

/** The current place; renders again when it changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState(currentPlace);
  useEffect(() => {
    const update = () => setPlace(currentPlace());
    const moved = () => {
      navigations += 1;
      update();
    };
    window.addEventListener(CHANGED, update);
    window.addEventListener('popstate', moved);
    return () => {
      window.removeEventListener(CHANGED, update);
      window.removeEventListener('popstate', moved);
    };
  }, []);
  return place;
}

/** The log-in address that leads back to the current page; the log-in page itself stays as it is. */
export function loginAddress(): string {
  const { pathname, search } = window.location;
  const here = `${pathname}${search}`;
  // Of two calls that end a session the second is answered when the first has led here already.
  if (pathname === '/login') return here;
  return here === '/' ? '/login' : `/login?return=${encodeURIComponent(here)}`;
}

/** The path that a log-in goes back to: only ever one of this application, so that no link can send people elsewhere. */
export function returnPath(query: URLSearchParams): string {
  const wanted = URL.parse(query.get('return') ?? '/', window.location.origin);
  if (wanted === null) return '/';
  if (wanted.origin !== window.location.origin || wanted.pathname === '/login') return '/';
  return `${wanted.pathname}${wanted.search}`;
}

function currentPlace(): Place {
  return { path: window.location.pathname, query: new URLSearchParams(window.location.search) };
}
