import uPlot from 'uplot';
import { score } from '../format/numbers.ts';
import type { Trial } from '../shapes/research.ts';
import { axis } from './axes.ts';
import type { Palette } from './palette.ts';
import { usePlot } from './use-plot.ts';

const HEIGHT = 240;

/** The value of each trial, and the best one so far as a staircase. */
export function BestSoFar({ trials, metric }: { trials: readonly Trial[]; metric: string }) {
  const box = usePlot(
    (element, width, palette) => trialPlot(element, width, palette, trials, metric),
    trials,
  );
  const best = bestSoFar(trials).at(-1) ?? null;
  return (
    <figure class="chart">
      <div
        ref={box}
        class="chart-box"
        role="img"
        aria-label={`${metric} of ${trials.length} trials, the best is ${score(best)}`}
      />
      <figcaption class="legend">
        <span class="key key-circle">a trial</span>
        <span class="key key-best">best so far</span>
      </figcaption>
    </figure>
  );
}

/** The highest value up to each trial; null before the first that succeeded. */
function bestSoFar(trials: readonly Trial[]): (number | null)[] {
  let best: number | null = null;
  return trials.map(({ value }) => {
    if (value !== null) best = Math.max(best ?? value, value);
    return best;
  });
}

function trialPlot(
  box: HTMLElement,
  width: number,
  palette: Palette,
  trials: readonly Trial[],
  metric: string,
): uPlot {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: [0.5, trials.length + 0.5] } },
      axes: [
        axis(palette, 'Trial', { grid: { show: false }, incrs: [1, 2, 5, 10] }),
        axis(palette, metric, { size: 60 }),
      ],
      series: [
        {},
        { paths: () => null, points: { show: true, size: 7, fill: palette.normal, stroke: palette.normal } },
        {
          stroke: palette.anomaly,
          width: 2,
          points: { show: false },
          ...(stepped === undefined ? {} : { paths: stepped }),
        },
      ],
    },
    [trials.map(({ position }) => position), trials.map(({ value }) => value), bestSoFar(trials)],
    box,
  );
}
