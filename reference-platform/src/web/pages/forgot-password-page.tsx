import { useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { TextField } from '../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../components/form.tsx';
import { Page } from '../components/page.tsx';
import { Link } from '../routing/link.tsx';

/** Asks for a mail with a link to choose a new password. Says the same whether or not there is such an account. */
export function ForgotPasswordPage() {
  const form = useForm();
  const [email, setEmail] = useState('');
  const [askedFor, setAskedFor] = useState<string | null>(null);

  const ask = async () => {
    const address = email.trim();
    setAskedFor(null);
    await api.command('POST', '/auth/password/reset-request', { json: { email: address }, anonymous: true });
    setAskedFor(address);
  };
  const check = () => required({ '/email': { value: email, message: 'Enter your email.' } });

  return (
    <Page title="Forgot your password?" lead="We mail you a link with which you choose a new one.">
      <Form form={form} onSubmit={() => form.submit(check, ask)}>
        <TextField
          label="Email"
          type="email"
          autocomplete="username"
          value={email}
          onValue={setEmail}
          error={form.error('/email')}
        />
        <div class="form-actions">
          <SubmitButton form={form}>Send the link</SubmitButton>
        </div>
      </Form>
      <div role="status">
        {askedFor === null ? null : (
          <div class="notice notice-done">
            <p class="notice-title">Look into your mailbox</p>
            <p>
              If there is an account for {askedFor}, a mail with a link is on its way. The link works once,
              for 30 minutes.
            </p>
          </div>
        )}
      </div>
      <p class="aside">
        Remembered it? <Link href="/login">Sign in</Link>
      </p>
    </Page>
  );
}
