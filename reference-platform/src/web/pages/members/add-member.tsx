import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { NewPasswordField } from '../../components/new-password-field.tsx';
import { Member } from '../../shapes/identity.ts';
import { RoleField } from './role-field.tsx';

/** Makes a member with a first password, which they are told by other means. */
export function AddMember(props: { onAdded: (member: Member) => void; onClose: () => void }) {
  const form = useForm();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('viewer');
  const [password, setPassword] = useState('');
  const check = () =>
    required({
      '/name': { value: name, message: 'Enter a name.' },
      '/email': { value: email, message: 'Enter an email.' },
      '/password': { value: password, message: 'Enter a password.' },
    });
  const add = async () => {
    const json = { name: name.trim(), email: email.trim(), role, password };
    props.onAdded(await api.call(Member, 'POST', '/members', { json }));
  };
  return (
    <Dialog title="Add member" onClose={props.onClose}>
      <Form form={form} onSubmit={() => form.submit(check, add)}>
        <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
        <TextField label="Email" type="email" value={email} onValue={setEmail} error={form.error('/email')} />
        <RoleField value={role} onValue={setRole} error={form.error('/role')} />
        <NewPasswordField
          label="Password"
          note="Hand it over yourself; they can change it."
          value={password}
          onValue={setPassword}
          error={form.error('/password')}
        />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={props.onClose}>
            Cancel
          </button>
          <SubmitButton form={form}>Add member</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
