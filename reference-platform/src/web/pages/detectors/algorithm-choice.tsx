import { useUniqueId } from '../../components/use-unique-id.ts';
import type { Algorithm } from '../../shapes/detection.ts';

/** One algorithm of several, each with what it is good for. */
export function AlgorithmChoice(props: {
  algorithms: readonly Algorithm[];
  chosen: string;
  onChosen: (id: string) => void;
}) {
  const id = useUniqueId();
  return (
    <fieldset>
      <legend>Algorithm</legend>
      <div class="choices">
        {props.algorithms.map((algorithm) => (
          <div class="choice" key={algorithm.id}>
            <input
              type="radio"
              id={`${id}-${algorithm.id}`}
              name={id}
              value={algorithm.id}
              checked={algorithm.id === props.chosen}
              aria-describedby={`${id}-${algorithm.id}-about`}
              onChange={() => props.onChosen(algorithm.id)}
            />
            <label for={`${id}-${algorithm.id}`}>{algorithm.name}</label>
            <p id={`${id}-${algorithm.id}-about`}>{algorithm.description}</p>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
