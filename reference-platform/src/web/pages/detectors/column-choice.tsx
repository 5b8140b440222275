import { CheckField } from '../../components/fields.tsx';
import type { Dataset } from '../../shapes/dataset.ts';

/** The columns that a detector can learn from: numbers, without the label. */
export function trainableColumns(dataset: Dataset): readonly string[] {
  return dataset.columns
    .filter(({ name, type }) => type === 'number' && name !== dataset.labelColumn)
    .map(({ name }) => name);
}

/** A checkbox for each column; `left` holds those that are left out. */
export function ColumnChoice(props: {
  columns: readonly string[];
  left: ReadonlySet<string>;
  onLeft: (left: ReadonlySet<string>) => void;
  error: string | undefined;
}) {
  const toggle = (column: string, wanted: boolean) => {
    const next = new Set(props.left);
    if (wanted) next.delete(column);
    else next.add(column);
    props.onLeft(next);
  };
  return (
    <fieldset>
      <legend>Columns to learn from</legend>
      {props.error === undefined ? null : (
        <p class="field-error" role="alert">
          {props.error}
        </p>
      )}
      <div class="checks">
        {props.columns.map((column) => (
          <CheckField
            key={column}
            label={column}
            checked={!props.left.has(column)}
            onChecked={(wanted) => toggle(column, wanted)}
          />
        ))}
      </div>
    </fieldset>
  );
}
