import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { NewPasswordField } from '../../components/new-password-field.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';

/** Changes the password; the server ends all other sessions. */
export function ChangePassword() {
  const tell = useToast();
  const form = useForm();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const check = () =>
    required({
      '/currentPassword': { value: currentPassword, message: 'Enter your current password.' },
      '/newPassword': { value: newPassword, message: 'Enter a new password.' },
    });
  const change = async () => {
    await api.command('POST', '/auth/password', { json: { currentPassword, newPassword } });
    setCurrent('');
    setNew('');
    tell('Password changed. Your other sessions were signed out.');
  };
  return (
    <Section title="Password">
      <Form form={form} onSubmit={() => form.submit(check, change)}>
        <TextField
          label="Current password"
          type="password"
          autocomplete="current-password"
          value={currentPassword}
          onValue={setCurrent}
          error={form.error('/currentPassword')}
        />
        <NewPasswordField
          label="New password"
          value={newPassword}
          onValue={setNew}
          error={form.error('/newPassword')}
        />
        <div class="form-actions">
          <SubmitButton form={form}>Change password</SubmitButton>
        </div>
      </Form>
    </Section>
  );
}
