import { useState } from 'preact/hooks';
import { describedBy, FieldFrame } from '../../components/fields.tsx';
import { useUniqueId } from '../../components/use-unique-id.ts';
import { bytes } from '../../format/numbers.ts';

interface FileDropProps {
  file: File | null;
  error: string | undefined;
  onFile: (file: File) => void;
  /** What is taken; a dataset's file unless said otherwise. */
  hint?: string;
  accept?: string;
}

const ACCEPT = '.csv,.jsonl,.ndjson,text/csv,application/x-ndjson';
const HINT = 'CSV with a header line, or JSON lines. UTF-8, at most 200 columns.';

/** A file input that also takes what is dropped on it. */
export function FileDrop({ file, error, onFile, hint = HINT, accept = ACCEPT }: FileDropProps) {
  const id = useUniqueId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const first = files?.[0];
    if (first !== undefined) onFile(first);
  };
  return (
    <FieldFrame id={id} label="File" hint={hint} error={error}>
      <div
        class={over ? 'drop drop-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        <input
          id={id}
          type="file"
          accept={accept}
          aria-invalid={error === undefined ? undefined : 'true'}
          aria-describedby={describedBy(id, { label: 'File', hint, error })}
          onChange={(event) => take(event.currentTarget.files)}
        />
        <p class="drop-text">{file === null ? 'or drop it here' : `${file.name}, ${bytes(file.size)}`}</p>
      </div>
    </FieldFrame>
  );
}
