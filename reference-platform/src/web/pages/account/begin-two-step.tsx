import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Form, required, useForm } from '../../components/form.tsx';
import { MfaEnrolment } from '../../shapes/identity.ts';
import { CurrentPasswordField, currentPasswordGiven } from './current-password-field.tsx';
import { TwoStepActions } from './two-step-actions.tsx';

/** Asks for the password, since a new second step could lock the user out, and begins the enrolment. */
export function BeginTwoStep(props: { onBegun: (enrolment: MfaEnrolment) => void; onCancel: () => void }) {
  const form = useForm();
  const [currentPassword, setCurrent] = useState('');
  const check = () => required(currentPasswordGiven(currentPassword));
  const begin = async () =>
    props.onBegun(await api.call(MfaEnrolment, 'POST', '/auth/mfa', { json: { currentPassword } }));
  return (
    <Form form={form} onSubmit={() => form.submit(check, begin)}>
      <CurrentPasswordField form={form} value={currentPassword} onValue={setCurrent} />
      <TwoStepActions form={form} submit="Continue" onCancel={props.onCancel} />
    </Form>
  );
}
