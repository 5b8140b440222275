import { TextField } from '../../components/fields.tsx';
import type { FormState } from '../../components/form.tsx';

interface CurrentPasswordFieldProps {
  form: FormState;
  value: string;
  onValue: (value: string) => void;
}

/** Where whoever changes how they sign in shows once more that they are the one. */
export function CurrentPasswordField({ form, ...field }: CurrentPasswordFieldProps) {
  return (
    <TextField
      {...field}
      label="Current password"
      type="password"
      autocomplete="current-password"
      error={form.error('/currentPassword')}
    />
  );
}

/** What the form asks of the field. */
export function currentPasswordGiven(value: string) {
  return { '/currentPassword': { value, message: 'Enter your current password.' } };
}
