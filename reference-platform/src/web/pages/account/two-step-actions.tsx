import { type FormState, SubmitButton } from '../../components/form.tsx';

interface TwoStepActionsProps {
  form: FormState;
  /** What the button that sends the form says. */
  submit: string;
  onCancel: () => void;
}

/** The buttons under a form that stands on the page only as long as somebody is at it. */
export function TwoStepActions({ form, submit, onCancel }: TwoStepActionsProps) {
  return (
    <div class="form-actions">
      <SubmitButton form={form}>{submit}</SubmitButton>
      <button type="button" class="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}
