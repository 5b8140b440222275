import { TextField } from './fields.tsx';

/** The fewest characters of a password. */
export const SHORTEST_PASSWORD = 12;

interface NewPasswordFieldProps {
  label: string;
  /** What else is to be known of it. */
  note?: string;
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
}

/** Where a new password is chosen, with how long it must be. */
export function NewPasswordField({ note, ...field }: NewPasswordFieldProps) {
  const hint = [`At least ${SHORTEST_PASSWORD} characters.`, ...(note === undefined ? [] : [note])].join(' ');
  return <TextField {...field} type="password" autocomplete="new-password" hint={hint} />;
}
