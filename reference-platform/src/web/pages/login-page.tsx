import { useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { TextField } from '../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../components/form.tsx';
import { Page } from '../components/page.tsx';
import { Link } from '../routing/link.tsx';
import type { SignedIn } from '../session/session.tsx';
import { Authenticated } from '../shapes/identity.ts';

const REFUSED =
  'Email, password or one-time code is wrong. After several failures an account is locked for a while.';

interface LoginPageProps {
  query: URLSearchParams;
  onEnter: (who: SignedIn, csrfToken: string | null) => void;
}

/** Log-in with a cookie session. The API does not say whether a code was missing, so after a refusal the field shows. */
export function LoginPage({ query, onEnter }: LoginPageProps) {
  const form = useForm();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [askCode, setAskCode] = useState(false);
  const withCode = askCode || form.failure?.status === 401;

  const submit = () =>
    form.submit(
      () =>
        required({
          '/email': { value: email, message: 'Enter your email.' },
          '/password': { value: password, message: 'Enter your password.' },
        }),
      async () => {
        if (withCode) setAskCode(true);
        const code = totp.replace(/\s/g, '');
        const answer = await api.call(Authenticated, 'POST', '/auth/login', {
          json: {
            email: email.trim(),
            password,
            transport: 'cookie',
            ...(code === '' ? {} : { totp: code }),
          },
          anonymous: true,
        });
        onEnter({ user: answer.user, tenant: answer.tenant }, answer.csrfToken);
      },
    );

  return (
    <Page title="Sign in" lead={query.has('return') ? 'Sign in to continue.' : undefined}>
      <Form
        form={form}
        onSubmit={submit}
        failureTitle={form.failure?.status === 401 ? 'Sign-in failed' : undefined}
        failureMessage={form.failure?.status === 401 ? REFUSED : undefined}
      >
        <TextField
          label="Email"
          type="email"
          autocomplete="username"
          value={email}
          onValue={setEmail}
          error={form.error('/email')}
        />
        <TextField
          label="Password"
          type="password"
          autocomplete="current-password"
          value={password}
          onValue={setPassword}
          error={form.error('/password')}
        />
        {withCode ? (
          <TextField
            label="One-time code"
            hint="Six digits from your authenticator app, if two-step verification is on."
            inputMode="numeric"
            autocomplete="one-time-code"
            optional
            value={totp}
            onValue={setTotp}
            error={form.error('/totp')}
          />
        ) : (
          <button type="button" class="button button-link" onClick={() => setAskCode(true)}>
            Use a one-time code
          </button>
        )}
        <div class="form-actions">
          <SubmitButton form={form}>Sign in</SubmitButton>
        </div>
      </Form>
      <div class="aside">
        <p>
          <Link href="/forgot-password">Forgot your password?</Link>
        </p>
        <p>
          New here? <Link href="/register">Create an account</Link>
        </p>
      </div>
    </Page>
  );
}
