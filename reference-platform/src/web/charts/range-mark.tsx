import { placed, standingOf, type UsualRange } from './usual-range.ts';

const WIDTH = 100;
const HEIGHT = 20;

/** A value on a line with its usual range. For the eye alone: the words beside it say the same. */
export function RangeMark({ range }: { range: UsualRange }) {
  const { value, low, typical, high } = placed(range);
  return (
    <svg class="range-mark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="range-mark-line" d={`M0 ${HEIGHT / 2}H${WIDTH}`} />
      <rect
        class="range-mark-usual"
        x={WIDTH * low}
        y={5}
        width={Math.max(1, WIDTH * (high - low))}
        height={HEIGHT - 10}
      />
      <path class="range-mark-typical" d={`M${WIDTH * typical} 5v${HEIGHT - 10}`} />
      {value === null ? null : (
        <path
          class="range-mark-value"
          data-standing={standingOf(range)}
          d={`M${WIDTH * value} 1v${HEIGHT - 2}`}
        />
      )}
    </svg>
  );
}
