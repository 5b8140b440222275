import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Fact, Facts } from '../../components/fact.tsx';
import { TextField } from '../../components/fields.tsx';
import { Form, required, SubmitButton, useForm } from '../../components/form.tsx';
import { Section } from '../../components/section.tsx';
import { useToast } from '../../components/toasts.tsx';
import { inWords } from '../../format/words.ts';
import { useSession } from '../../session/session.tsx';
import { Member } from '../../shapes/identity.ts';

/** Who one is; the name can be changed. */
export function Profile() {
  const session = useSession();
  const tell = useToast();
  const form = useForm();
  const [name, setName] = useState(session.user.name);
  const save = async () => {
    session.updateUser(await api.call(Member, 'PATCH', '/auth/me', { json: { name: name.trim() } }));
    tell('Name saved.');
  };
  return (
    <Section title="Profile">
      <Facts>
        <Fact label="Email">{session.user.email}</Fact>
        <Fact label="Role">{inWords(session.user.role)}</Fact>
        {session.tenant === null ? null : <Fact label="Organisation">{session.tenant.name}</Fact>}
      </Facts>
      <Form
        form={form}
        onSubmit={() =>
          form.submit(() => required({ '/name': { value: name, message: 'Enter a name.' } }), save)
        }
      >
        <TextField
          label="Name"
          autocomplete="name"
          value={name}
          onValue={setName}
          error={form.error('/name')}
        />
        <div class="form-actions">
          <SubmitButton form={form}>Save name</SubmitButton>
        </div>
      </Form>
    </Section>
  );
}
