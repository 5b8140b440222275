import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { TextField } from '../../components/fields.tsx';
import { Form, required, useForm } from '../../components/form.tsx';
import type { MfaEnrolment } from '../../shapes/identity.ts';
import { OneTimeCodeField, oneTimeCodeGiven, withoutSpaces } from './one-time-code-field.tsx';
import { TwoStepActions } from './two-step-actions.tsx';

/** Shows the key for the authenticator app and takes the first code as proof that it arrived there. */
export function EnrolTwoStep(props: {
  enrolment: MfaEnrolment;
  onVerified: () => void;
  onCancel: () => void;
}) {
  const form = useForm();
  const [code, setCode] = useState('');
  const verify = async () => {
    await api.command('POST', '/auth/mfa/verify', { json: { code: withoutSpaces(code) } });
    props.onVerified();
  };
  return (
    <Form form={form} onSubmit={() => form.submit(() => required(oneTimeCodeGiven(code)), verify)}>
      <p>
        Add this key to your authenticator app, or{' '}
        <a href={props.enrolment.otpauthUrl}>open it in an app on this device</a>.
      </p>
      <TextField label="Setup key" readOnly value={props.enrolment.secret} onValue={() => undefined} />
      <OneTimeCodeField form={form} value={code} onValue={setCode} />
      <TwoStepActions form={form} submit="Turn on" onCancel={props.onCancel} />
    </Form>
  );
}
