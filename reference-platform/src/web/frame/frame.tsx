import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { asFailure } from '../api/problem.ts';
import { useToast } from '../components/toasts.tsx';
import { inWords } from '../format/words.ts';
import { Link } from '../routing/link.tsx';
import { useSession } from '../session/session.tsx';
import { Bell } from './bell.tsx';
import { Mark } from './mark.tsx';
import { Navigation } from './navigation.tsx';

/** What surrounds every signed-in page: brand, navigation, who is signed in. */
export function Frame({ path, children }: { path: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      menuButton.current?.focus();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [open]);
  return (
    <div class="frame">
      <SkipLink />
      <header class="bar">
        <div class="bar-top">
          <Link href="/" class="brand">
            <Mark />
            Assay
          </Link>
          <Bell />
          <button
            type="button"
            class="menu-button"
            ref={menuButton}
            aria-expanded={open}
            aria-controls="navigation"
            onClick={() => setOpen(!open)}
          >
            Menu
          </button>
        </div>
        <nav id="navigation" aria-label="Main" class={open ? 'nav nav-open' : 'nav'}>
          <Navigation path={path} />
          <Identity />
        </nav>
      </header>
      <main id="content" class="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

/** The frame of the pages that need no session. */
export function PlainFrame({ children }: { children: ComponentChildren }) {
  return (
    <div class="plain">
      <SkipLink />
      <header class="plain-bar">
        <span class="brand">
          <Mark />
          Assay
        </span>
      </header>
      <main id="content" class="plain-content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function SkipLink() {
  return (
    <a class="skip" href="#content">
      Skip to content
    </a>
  );
}

function Identity() {
  const session = useSession();
  const tell = useToast();
  const signOut = async () => {
    try {
      await api.command('POST', '/auth/logout');
      session.leave();
    } catch (thrown) {
      tell(`Signing out failed: ${asFailure(thrown).message}`);
    }
  };
  return (
    <div class="identity">
      {session.tenant === null ? null : <p class="identity-tenant">{session.tenant.name}</p>}
      <p class="identity-user">{session.user.name}</p>
      <p class="identity-role">{inWords(session.user.role)}</p>
      <button type="button" class="button button-quiet" onClick={() => void signOut()}>
        Sign out
      </button>
    </div>
  );
}
