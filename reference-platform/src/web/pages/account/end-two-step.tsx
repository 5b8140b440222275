import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';

/** Turns the second step off, for whoever still has both the password and the authenticator app. */
export function EndTwoStep(props: { onEnded: () => void; onCancel: () => void }) {
  const form = useForm();
  const [currentPassword, setCurrent] = useState('');
  const [code, setCode] = useState('');
  const check = () =>
    required({
      '/currentPassword': { value: currentPassword, message: 'Enter your current password.' },
      '/code': { value: code, message: 'Enter the one-time code.' },
    });
  const end = async () => {
    await api.command('DELETE', '/auth/mfa', { json: { currentPassword, code: code.replace(/\s/g, '') } });
    props.onEnded();
  };
  return (
    <Form form={form} onSubmit={() => form.submit(check, end)}>
      <p>Signing in will take your password alone.</p>
      <TextField
        label="Current password"
        type="password"
        autocomplete="current-password"
        value={currentPassword}
        onValue={setCurrent}
        error={form.error('/currentPassword')}
      />
      <TextField
        label="One-time code"
        hint="The six digits that the app shows now."
        inputMode="numeric"
        autocomplete="one-time-code"
        value={code}
        onValue={setCode}
        error={form.error('/code')}
      />
      <div class="form-actions">
        <SubmitButton form={form}>Turn off</SubmitButton>
        <button type="button" class="button" onClick={props.onCancel}>
          Cancel
        </button>
      </div>
    </Form>
  );
}
