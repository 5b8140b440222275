import type { ComponentChildren } from 'preact';
import { useAction } from '../loading/use-action.ts';
import { ConfirmDialog } from './dialog.tsx';

/** A confirmation whose confirming runs a call and keeps the dialog open with the reason if it is refused. */
export function DeleteDialog(props: {
  title: string;
  confirm: string;
  children: ComponentChildren;
  remove: () => Promise<void>;
  onDone: () => void;
  onClose: () => void;
}) {
  const action = useAction();
  const confirm = async () => {
    if (await action.run(props.remove)) props.onDone();
  };
  return (
    <ConfirmDialog
      title={props.title}
      confirm={props.confirm}
      busy={action.busy}
      failure={action.failure}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      {props.children}
    </ConfirmDialog>
  );
}
