import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { Form, SubmitButton, useForm, type FieldErrors } from '../components/form.tsx';
import { NewPasswordField, SHORTEST_PASSWORD } from '../components/new-password-field.tsx';
import { Page } from '../components/page.tsx';
import { useToast } from '../components/toasts.tsx';
import { Link } from '../routing/link.tsx';
import { navigate } from '../routing/location.ts';

const REFUSED = 'It was used before, a newer one was sent, or its time is over. Ask for a new link.';

/** The token behind the `#` of a mailed link; it leaves the address, and with it the history, at once. */
function useMailedToken(): string | null {
  const [token, setToken] = useState(tokenInAddress);
  useEffect(() => {
    const take = () => {
      const found = tokenInAddress();
      if (found === null) return;
      setToken(found);
      window.history.replaceState(null, '', window.location.pathname);
    };
    take();
    // A second link that is opened in the same tab loads no page.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}

function tokenInAddress(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get('token') || null;
}

/** Where a mailed link leads: chooses a new password and goes on to log-in. */
export function ResetPasswordPage() {
  const tell = useToast();
  const form = useForm();
  const token = useMailedToken();
  const [password, setPassword] = useState('');
  const refused = form.failure?.status === 401;

  const check = (): FieldErrors =>
    password.length < SHORTEST_PASSWORD
      ? { '/password': `Enter at least ${SHORTEST_PASSWORD} characters.` }
      : {};
  const choose = async () => {
    await api.command('POST', '/auth/password/reset', { json: { token, password }, anonymous: true });
    tell('Password changed. Sign in with the new one.');
    navigate('/login', { replace: true });
  };

  if (token === null) {
    return (
      <Page title="Choose a new password">
        <div class="notice notice-failure" role="alert">
          <p class="notice-title">This link is not whole</p>
          <p>Open it from the mail once more, or copy all of it.</p>
        </div>
        <NewLink />
      </Page>
    );
  }
  return (
    <Page title="Choose a new password" lead="All your sessions are signed out then.">
      <Form
        form={form}
        onSubmit={() => form.submit(check, choose)}
        failureTitle={refused ? 'This link does not work any more' : undefined}
        failureMessage={refused ? REFUSED : undefined}
      >
        <NewPasswordField
          label="New password"
          value={password}
          onValue={setPassword}
          error={form.error('/password')}
        />
        <div class="form-actions">
          <SubmitButton form={form}>Change password</SubmitButton>
        </div>
      </Form>
      <NewLink />
    </Page>
  );
}

function NewLink() {
  return (
    <p class="aside">
      No working link? <Link href="/forgot-password">Ask for a new one</Link>
    </p>
  );
}
