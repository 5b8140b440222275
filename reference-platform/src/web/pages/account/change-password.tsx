import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { NewPasswordField } from '../../components/new-password-field.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { CurrentPasswordField, currentPasswordGiven } from './current-password-field.tsx';

/** Changes the password; the server ends all other sessions. */
export function ChangePassword() {
  const tell = useToast();
  const form = useForm();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const check = () =>
    required({
      ...currentPasswordGiven(currentPassword),
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
        <CurrentPasswordField form={form} value={currentPassword} onValue={setCurrent} />
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
