import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallFailure } from '../api/problem.ts';
import { useAction } from '../loading/use-action.ts';
import { FailureNotice } from './notices.tsx';

/** Messages by JSON pointer of the field (`/name`). */
export type FieldErrors = Readonly<Record<string, string>>;

export interface FormState {
  readonly busy: boolean;
  readonly failure: CallFailure | null;
  /** The message for a field, from the own checks or from the API. */
  error: (pointer: string) => string | undefined;
  submit(check: () => FieldErrors, work: () => Promise<void>): void;
}

/** A form's submission: own checks first, then the call; the API's field errors go to their fields. */
export function useForm(): FormState {
  const action = useAction();
  const [errors, setErrors] = useState<FieldErrors>({});
  const submit = (check: () => FieldErrors, work: () => Promise<void>) => {
    if (action.busy) return;
    const found = check();
    setErrors(found);
    action.clear();
    if (Object.keys(found).length === 0) void action.run(work);
  };
  const error = (pointer: string): string | undefined =>
    errors[pointer] ?? action.failure?.fields.find((field) => field.pointer === pointer)?.detail;
  return { busy: action.busy, failure: action.failure, error, submit };
}

/** `Enter a name.` for each empty field. Keys are pointers. */
export function required(values: Readonly<Record<string, { value: string; message: string }>>): FieldErrors {
  const missing = Object.entries(values).filter(([, field]) => field.value.trim() === '');
  return Object.fromEntries(missing.map(([pointer, field]) => [pointer, field.message]));
}

interface FormProps {
  form: FormState;
  onSubmit: () => void;
  failureTitle?: string | undefined;
  failureMessage?: string | undefined;
  children: ComponentChildren;
}

/** The form element: moves the focus to the first wrong field, and says what else went wrong. */
export function Form({ form, onSubmit, failureTitle, failureMessage, children }: FormProps) {
  const element = useRef<HTMLFormElement>(null);
  const wasBusy = useRef(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (wasBusy.current && !form.busy) focusFirstInvalid(element.current);
    wasBusy.current = form.busy;
  }, [form.busy]);
  useEffect(() => {
    if (tries > 0) focusFirstInvalid(element.current);
  }, [tries]);
  return (
    <form
      ref={element}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
        setTries((count) => count + 1);
      }}
    >
      {form.failure === null ? null : (
        <FailureNotice failure={form.failure} title={failureTitle} message={failureMessage} />
      )}
      {children}
    </form>
  );
}

/** The button that sends the form. It keeps the focus while the call runs; a second press does nothing. */
export function SubmitButton({ form, children }: { form: FormState; children: ComponentChildren }) {
  return (
    <button type="submit" class="button button-primary" aria-disabled={form.busy}>
      {children}
    </button>
  );
}

function focusFirstInvalid(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
