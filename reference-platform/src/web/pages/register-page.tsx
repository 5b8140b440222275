import { useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { TextField } from '../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../components/form.tsx';
import { NewPasswordField } from '../components/new-password-field.tsx';
import { Page } from '../components/page.tsx';
import { Link } from '../routing/link.tsx';
import type { SignedIn } from '../session/session.tsx';
import { Authenticated } from '../shapes/identity.ts';

/** Registration of an organisation with its first owner. */
export function RegisterPage({ onEnter }: { onEnter: (who: SignedIn, csrfToken: string | null) => void }) {
  const form = useForm();
  const [tenantName, setTenantName] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const submit = () =>
    form.submit(
      () =>
        required({
          '/tenantName': { value: tenantName, message: 'Enter the organisation’s name.' },
          '/name': { value: name, message: 'Enter your name.' },
          '/email': { value: email, message: 'Enter your email.' },
          '/password': { value: password, message: 'Enter a password.' },
        }),
      async () => {
        const answer = await api.call(Authenticated, 'POST', '/auth/register', {
          json: {
            tenantName: tenantName.trim(),
            name: name.trim(),
            email: email.trim(),
            password,
            transport: 'cookie',
          },
          anonymous: true,
        });
        onEnter({ user: answer.user, tenant: answer.tenant }, answer.csrfToken);
      },
    );

  return (
    <Page title="Create an account" lead="An organisation of your own, with you as its owner.">
      <Form form={form} onSubmit={submit}>
        <TextField
          label="Organisation name"
          autocomplete="organization"
          value={tenantName}
          onValue={setTenantName}
          error={form.error('/tenantName')}
        />
        <TextField
          label="Your name"
          autocomplete="name"
          value={name}
          onValue={setName}
          error={form.error('/name')}
        />
        <TextField
          label="Email"
          type="email"
          autocomplete="username"
          value={email}
          onValue={setEmail}
          error={form.error('/email')}
        />
        <NewPasswordField
          label="Password"
          value={password}
          onValue={setPassword}
          error={form.error('/password')}
        />
        <div class="form-actions">
          <SubmitButton form={form}>Create account</SubmitButton>
        </div>
      </Form>
      <p class="aside">
        Already have an account? <Link href="/login">Sign in</Link>
      </p>
    </Page>
  );
}
