import { useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';

/** Shows the secret of something new, the only time that it can be seen. */
export function NewSecret({
  title,
  name,
  secret,
  onClose,
}: {
  title: string;
  name: string;
  secret: string;
  onClose: () => void;
}) {
  const [said, setSaid] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setSaid('Copied.'),
      () => setSaid('The browser did not allow copying. Select the secret and copy it yourself.'),
    );
  return (
    <Dialog title={title} onClose={onClose}>
      <p>
        <strong>This secret is shown only once.</strong> {`Keep it where “${name}” can find it.`}
      </p>
      <div class="secret">
        <TextField label="Secret" readOnly value={secret} onValue={() => undefined} />
        <button type="button" class="button" onClick={() => void copy()}>
          Copy secret
        </button>
      </div>
      <p role="status" class="secret-said">
        {said}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button button-primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}
