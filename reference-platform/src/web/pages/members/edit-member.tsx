import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { Member } from '../../shapes/identity.ts';
import { RoleField } from './role-field.tsx';

/** Changes a member's name and role; sends only what has changed. */
export function EditMember(props: {
  member: Member;
  onSaved: (member: Member) => void;
  onClose: () => void;
}) {
  const { member } = props;
  const form = useForm();
  const [name, setName] = useState(member.name);
  const [role, setRole] = useState<string>(member.role);
  const save = async () => {
    const changes = {
      ...(name.trim() === member.name ? {} : { name: name.trim() }),
      ...(role === member.role ? {} : { role }),
    };
    if (Object.keys(changes).length === 0) {
      props.onClose();
      return;
    }
    props.onSaved(await api.call(Member, 'PATCH', `/members/${member.id}`, { json: changes }));
  };
  return (
    <Dialog title="Edit member" onClose={props.onClose}>
      <Form
        form={form}
        onSubmit={() =>
          form.submit(() => required({ '/name': { value: name, message: 'Enter a name.' } }), save)
        }
      >
        <TextField label="Name" value={name} onValue={setName} error={form.error('/name')} />
        <RoleField value={role} onValue={setRole} error={form.error('/role')} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={props.onClose}>
            Cancel
          </button>
          <SubmitButton form={form}>Save changes</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
