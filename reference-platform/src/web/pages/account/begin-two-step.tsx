import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { MfaEnrolment } from '../../shapes/identity.ts';

/** Asks for the password, since a new second step could lock the user out, and begins the enrolment. */
export function BeginTwoStep(props: { onBegun: (enrolment: MfaEnrolment) => void; onCancel: () => void }) {
  const form = useForm();
  const [currentPassword, setCurrent] = useState('');
  const check = () =>
    required({ '/currentPassword': { value: currentPassword, message: 'Enter your current password.' } });
  const begin = async () =>
    props.onBegun(await api.call(MfaEnrolment, 'POST', '/auth/mfa', { json: { currentPassword } }));
  return (
    <Form form={form} onSubmit={() => form.submit(check, begin)}>
      <TextField
        label="Current password"
        type="password"
        autocomplete="current-password"
        value={currentPassword}
        onValue={setCurrent}
        error={form.error('/currentPassword')}
      />
      <div class="form-actions">
        <SubmitButton form={form}>Continue</SubmitButton>
        <button type="button" class="button" onClick={props.onCancel}>
          Cancel
        </button>
      </div>
    </Form>
  );
}
