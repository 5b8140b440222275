import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Form, required, useForm } from '../../components/form.tsx';
import { CurrentPasswordField, currentPasswordGiven } from './current-password-field.tsx';
import { OneTimeCodeField, oneTimeCodeGiven, withoutSpaces } from './one-time-code-field.tsx';
import { TwoStepActions } from './two-step-actions.tsx';

/** Turns the second step off, for whoever still has both the password and the authenticator app. */
export function EndTwoStep(props: { onEnded: () => void; onCancel: () => void }) {
  const form = useForm();
  const [currentPassword, setCurrent] = useState('');
  const [code, setCode] = useState('');
  const check = () => required({ ...currentPasswordGiven(currentPassword), ...oneTimeCodeGiven(code) });
  const end = async () => {
    await api.command('DELETE', '/auth/mfa', { json: { currentPassword, code: withoutSpaces(code) } });
    props.onEnded();
  };
  return (
    <Form form={form} onSubmit={() => form.submit(check, end)}>
      <p>Signing in will take your password alone.</p>
      <CurrentPasswordField form={form} value={currentPassword} onValue={setCurrent} />
      <OneTimeCodeField form={form} value={code} onValue={setCode} />
      <TwoStepActions form={form} submit="Turn off" onCancel={props.onCancel} />
    </Form>
  );
}
