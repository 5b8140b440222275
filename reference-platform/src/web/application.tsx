import { Fragment, type VNode } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { api } from './api/client.ts';
import { asFailure, type CallFailure } from './api/problem.ts';
import { FailureNotice, Loading } from './components/notices.tsx';
import { Toasts } from './components/toasts.tsx';
import { Frame, PlainFrame } from './frame/frame.tsx';
import { NotificationsProvider } from './notifications/notifications.tsx';
import { ForgotPasswordPage } from './pages/forgot-password-page.tsx';
import { LoginPage } from './pages/login-page.tsx';
import { RegisterPage } from './pages/register-page.tsx';
import { ResetPasswordPage } from './pages/reset-password-page.tsx';
import { loginAddress, navigate, returnPath, usePlace, type Place } from './routing/location.ts';
import type { PublicPath } from './routing/page-paths.ts';
import { pageAt } from './routing/routes.tsx';
import { SessionContext, type SignedIn } from './session/session.tsx';
import { Me, type Member } from './shapes/identity.ts';

type Enter = (who: SignedIn, csrfToken: string | null) => void;

const publicPages: Readonly<Record<PublicPath, (place: Place, enter: Enter) => VNode>> = {
  '/login': ({ query }, enter) => <LoginPage query={query} onEnter={enter} />,
  '/register': (_place, enter) => <RegisterPage onEnter={enter} />,
  '/forgot-password': () => <ForgotPasswordPage />,
  '/reset-password': () => <ResetPasswordPage />,
};

/** The whole interface: public pages as they are, all others behind the session. */
export function Application() {
  const place = usePlace();
  const [signedIn, setSignedIn] = useState<SignedIn | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const publicPage = new Map(Object.entries(publicPages)).get(place.path);
  const isPublic = publicPage !== undefined;

  useEffect(() => {
    api.whenUnauthenticated(() => {
      setSignedIn(null);
      api.useCsrfToken(null);
      navigate(loginAddress(), { replace: true });
    });
  }, []);

  useEffect(() => {
    if (isPublic || signedIn !== null) return;
    setFailure(null);
    api.call(Me, 'GET', '/auth/me').then(
      (me) => {
        api.useCsrfToken(me.csrfToken);
        if (me.user !== null) setSignedIn({ user: me.user, tenant: me.tenant });
      },
      (thrown: unknown) => setFailure(asFailure(thrown)),
    );
  }, [isPublic, signedIn, attempt]);

  const enter = useCallback<Enter>((who, csrfToken) => {
    api.useCsrfToken(csrfToken);
    setSignedIn(who);
    navigate(returnPath(new URLSearchParams(window.location.search)), { replace: true });
  }, []);

  const session = useMemo(() => {
    if (signedIn === null) return null;
    return {
      ...signedIn,
      updateUser: (user: Member) => setSignedIn({ ...signedIn, user }),
      leave: () => {
        setSignedIn(null);
        api.useCsrfToken(null);
        navigate('/login');
      },
    };
  }, [signedIn]);

  if (publicPage !== undefined) {
    return (
      <Toasts>
        <PlainFrame>
          <Fragment key={place.path}>{publicPage(place, enter)}</Fragment>
        </PlainFrame>
      </Toasts>
    );
  }
  if (session === null) {
    return (
      <Toasts>
        <PlainFrame>
          {failure === null || failure.status === 401 ? (
            <Loading />
          ) : (
            <>
              <h1>Assay cannot be opened</h1>
              <FailureNotice failure={failure} retry={() => setAttempt(attempt + 1)} />
            </>
          )}
        </PlainFrame>
      </Toasts>
    );
  }
  return (
    <Toasts>
      <SessionContext.Provider value={session}>
        <NotificationsProvider>
          <Frame path={place.path}>
            <Fragment key={place.path}>{pageAt(place)}</Fragment>
          </Frame>
        </NotificationsProvider>
      </SessionContext.Provider>
    </Toasts>
  );
}
