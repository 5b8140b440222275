import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import type { MfaEnrolment } from '../../shapes/identity.ts';

/** Shows the key for the authenticator app and takes the first code as proof that it arrived there. */
export function EnrolTwoStep(props: {
  enrolment: MfaEnrolment;
  onVerified: () => void;
  onCancel: () => void;
}) {
  const form = useForm();
  const [code, setCode] = useState('');
  const verify = async () => {
    await api.command('POST', '/auth/mfa/verify', { json: { code: code.replace(/\s/g, '') } });
    props.onVerified();
  };
  return (
    <Form
      form={form}
      onSubmit={() =>
        form.submit(() => required({ '/code': { value: code, message: 'Enter the one-time code.' } }), verify)
      }
    >
      <p>
        Add this key to your authenticator app, or{' '}
        <a href={props.enrolment.otpauthUrl}>open it in an app on this device</a>.
      </p>
      <TextField label="Setup key" readOnly value={props.enrolment.secret} onValue={() => undefined} />
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
        <SubmitButton form={form}>Turn on</SubmitButton>
        <button type="button" class="button" onClick={props.onCancel}>
          Cancel
        </button>
      </div>
    </Form>
  );
}
