import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useUniqueId } from './use-unique-id.ts';

interface FieldProps {
  label: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  /** Says so after the label; fields are required unless marked. */
  optional?: boolean;
}

interface TextFieldProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'number' | 'datetime-local' | 'search';
  multiline?: number;
  autocomplete?: InputHTMLAttributes['autocomplete'];
  inputMode?: 'numeric' | 'decimal';
  suggestions?: readonly string[];
  readOnly?: boolean;
  range?: { min?: number; max?: number; step?: number | 'any' };
  maxLength?: number;
}

/** A labelled text input (or text area with `multiline` rows) with hint and error tied to it. */
export function TextField(props: TextFieldProps) {
  const id = useUniqueId();
  const listId = props.suggestions === undefined ? undefined : `${id}-list`;
  const shared = {
    id,
    value: props.value,
    readOnly: props.readOnly === true,
    'aria-invalid': props.error === undefined ? undefined : ('true' as const),
    'aria-describedby': describedBy(id, props),
    ...(props.maxLength === undefined ? {} : { maxLength: props.maxLength }),
  };
  return (
    <FieldFrame id={id} {...props}>
      {props.multiline === undefined ? (
        <input
          {...shared}
          {...props.range}
          type={props.type ?? 'text'}
          autocomplete={props.autocomplete ?? 'off'}
          inputMode={props.inputMode}
          list={listId}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
      ) : (
        <textarea
          {...shared}
          rows={props.multiline}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
      )}
      {props.suggestions === undefined ? null : (
        <datalist id={listId}>
          {props.suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}

interface SelectFieldProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
  options: readonly { value: string; label: string }[];
}

/** A labelled choice of one. */
export function SelectField(props: SelectFieldProps) {
  const id = useUniqueId();
  return (
    <FieldFrame id={id} {...props}>
      <select
        id={id}
        value={props.value}
        aria-invalid={props.error === undefined ? undefined : 'true'}
        aria-describedby={describedBy(id, props)}
        onChange={(event) => props.onValue(event.currentTarget.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** A checkbox with its label. */
export function CheckField({
  label,
  checked,
  onChecked,
}: {
  label: string;
  checked: boolean;
  onChecked: (checked: boolean) => void;
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** Label, control, hint and error of a field, for controls of other kinds. */
export function FieldFrame({
  id,
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <div class="field-label">
        <label for={id}>{label}</label>
        {optional === true ? <span class="field-optional">optional</span> : null}
      </div>
      {children}
      {hint === undefined ? null : (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** The ids that describe the control of a `FieldFrame`; error first. */
export function describedBy(id: string, field: FieldProps): string | undefined {
  const ids = [
    field.error === undefined ? null : `${id}-error`,
    field.hint === undefined ? null : `${id}-hint`,
  ];
  const present = ids.filter((each) => each !== null);
  return present.length === 0 ? undefined : present.join(' ');
}
