import { SelectField, TextField } from '../../components/fields.tsx';
import type { FieldErrors } from '../../components/form.tsx';
import { inWords } from '../../format/words.ts';
import type { Algorithm, AlgorithmParameter } from '../../shapes/detection.ts';

/** What is typed for each parameter, by name. */
export type ParameterTexts = Readonly<Record<string, string>>;

/** The fields for an algorithm's parameters, with ranges and defaults as the API gives them; nothing where it has none. */
export function ParameterFields(props: {
  algorithm: Algorithm;
  texts: ParameterTexts;
  onTexts: (texts: ParameterTexts) => void;
  error: (pointer: string) => string | undefined;
}) {
  if (props.algorithm.parameters.length === 0) return null;
  return (
    <fieldset>
      <legend>Parameters</legend>
      <div class="field-pair">
        {props.algorithm.parameters.map((parameter) => {
          const value = textOf(parameter, props.texts);
          const onValue = (text: string) => props.onTexts({ ...props.texts, [parameter.name]: text });
          const error = props.error(`/parameters/${parameter.name}`);
          return parameter.type === 'enum' ? (
            <SelectField
              key={parameter.name}
              label={inWords(parameter.name)}
              hint={parameter.description}
              value={value}
              error={error}
              options={(parameter.values ?? []).map((each) => ({ value: each, label: inWords(each) }))}
              onValue={onValue}
            />
          ) : (
            <TextField
              key={parameter.name}
              label={inWords(parameter.name)}
              type="number"
              hint={`${parameter.description} ${rangeOf(parameter)}.`}
              range={{ step: parameter.type === 'integer' ? 1 : 'any' }}
              value={value}
              error={error}
              onValue={onValue}
            />
          );
        })}
      </div>
    </fieldset>
  );
}

/** What is typed for a parameter, its default at first. */
function textOf(parameter: AlgorithmParameter, texts: ParameterTexts): string {
  return texts[parameter.name] ?? String(parameter.default);
}

/** The values to send. */
export function parameterValues(
  algorithm: Algorithm,
  texts: ParameterTexts,
): Record<string, number | string> {
  return Object.fromEntries(
    algorithm.parameters.map((parameter) => {
      const text = textOf(parameter, texts);
      return [parameter.name, parameter.type === 'enum' ? text : Number(text)];
    }),
  );
}

/** The parameters that are not in their range. */
export function parameterErrors(algorithm: Algorithm, texts: ParameterTexts): FieldErrors {
  const wrong = algorithm.parameters.filter((parameter) => !fits(parameter, textOf(parameter, texts)));
  return Object.fromEntries(
    wrong.map((parameter) => {
      const kind = parameter.type === 'integer' ? 'whole number' : 'number';
      const range = rangeOf(parameter);
      return [`/parameters/${parameter.name}`, `Enter a ${kind}${range === '' ? '' : ` from ${range}`}.`];
    }),
  );
}

function fits(parameter: AlgorithmParameter, text: string): boolean {
  if (parameter.type === 'enum') return true;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return false;
  if (parameter.type === 'integer' && !Number.isInteger(value)) return false;
  return value >= (parameter.minimum ?? -Infinity) && value <= (parameter.maximum ?? Infinity);
}

function rangeOf({ minimum, maximum }: AlgorithmParameter): string {
  return minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}`;
}
