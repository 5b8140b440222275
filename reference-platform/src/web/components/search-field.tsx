import { useEffect, useRef, useState } from 'preact/hooks';
import { useUniqueId } from './use-unique-id.ts';

const PAUSE_MS = 250;

/** A search box that reports what is typed once the typing pauses. */
export function SearchField({
  label,
  value,
  onValue,
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
}) {
  const id = useUniqueId();
  const [text, setText] = useState(value);
  const reported = useRef(value);
  useEffect(() => {
    if (value === reported.current) return;
    reported.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === reported.current) return;
    const timer = window.setTimeout(() => {
      reported.current = text;
      onValue(text);
    }, PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <div class="field">
      <div class="field-label">
        <label for={id}>{label}</label>
      </div>
      <input
        id={id}
        type="search"
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </div>
  );
}
