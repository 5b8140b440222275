import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { Form, useForm } from '../../components/form.tsx';
import { Job } from '../../shapes/detection.ts';
import type { RequestDialog } from './requests.tsx';
import { missingIn, SubjectFields, subjectOf, useSubject } from './subject.tsx';

/** What has to be typed, so that nobody is erased by a slip. */
const WORD = 'erase';

/** Chooses whom to erase, and asks for an explicit confirmation. */
export function NewErasure({ onStarted, onClose }: RequestDialog) {
  const form = useForm();
  const [choice, setChoice] = useSubject();
  const [typed, setTyped] = useState('');
  const check = () => ({
    ...missingIn(choice),
    ...(typed.trim().toLowerCase() === WORD ? {} : { '/confirmation': `Type “${WORD}” to confirm.` }),
  });
  const start = async () => {
    const json = { subject: subjectOf(choice) };
    onStarted(await api.call(Job, 'POST', '/privacy/erasures', { json }));
  };
  return (
    <Dialog title="Erase a person" onClose={onClose}>
      <p>
        {choice.type === 'member'
          ? 'The account goes at once, the name and address from every record and from the audit log.'
          : 'The rows go with the detections in them. Detectors that were trained on them say so.'}{' '}
        Finished exports go as well. This cannot be undone.
      </p>
      <Form form={form} onSubmit={() => form.submit(check, start)}>
        <SubjectFields choice={choice} onChoice={setChoice} form={form} />
        <TextField
          label={`Type “${WORD}” to confirm`}
          value={typed}
          error={form.error('/confirmation')}
          onValue={setTyped}
        />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button button-danger" aria-disabled={form.busy}>
            Erase for good
          </button>
        </div>
      </Form>
    </Dialog>
  );
}
