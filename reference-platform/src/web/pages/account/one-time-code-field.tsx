import { TextField } from '../../components/fields.tsx';
import type { FormState } from '../../components/form.tsx';

interface OneTimeCodeFieldProps {
  form: FormState;
  value: string;
  onValue: (value: string) => void;
}

/** Where the code goes that the authenticator app shows. */
export function OneTimeCodeField({ form, ...field }: OneTimeCodeFieldProps) {
  return (
    <TextField
      {...field}
      label="One-time code"
      hint="The six digits that the app shows now."
      inputMode="numeric"
      autocomplete="one-time-code"
      error={form.error('/code')}
    />
  );
}

/** What the form asks of the field. */
export function oneTimeCodeGiven(value: string) {
  return { '/code': { value, message: 'Enter the one-time code.' } };
}

/** The code as the API takes it: apps show it in groups. */
export function withoutSpaces(code: string): string {
  return code.replace(/\s/g, '');
}
