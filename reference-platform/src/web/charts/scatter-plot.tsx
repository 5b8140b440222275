import { useState } from 'preact/hooks';
import uPlot from 'uplot';
import { count, figure, score } from '../format/numbers.ts';
import { counted } from '../format/words.ts';
import type { Plot } from '../shapes/detection.ts';
import { axis } from './axes.ts';
import type { Palette } from './palette.ts';
import { drawPoints, nearest, type Point } from './scatter-points.ts';
import { usePlot } from './use-plot.ts';

const HEIGHT = 420;

/** Rows as points over two columns: circles are normal, triangles are anomalies. */
export function ScatterPlot({ plot }: { plot: Plot }) {
  const [under, setUnder] = useState<Point | null>(null);
  const points = plot.points.flatMap(({ x, y, ...rest }) =>
    x === null || y === null ? [] : [{ ...rest, x, y }],
  );
  const anomalies = points.filter(({ label }) => label === 1).length;
  const box = usePlot(
    (element, width, palette) => scatter(element, width, palette, plot, points, setUnder),
    plot,
  );
  return (
    <figure class="chart">
      <div
        ref={box}
        class="chart-box"
        role="img"
        aria-label={`Scatter plot of ${plot.x} and ${plot.y}: ${counted(anomalies, 'anomaly', 'anomalies')} among ${counted(points.length, 'point')}`}
      />
      <figcaption class="legend">
        <span class="key key-circle">normal</span>
        <span class="key key-triangle">anomaly</span>
        <span class="legend-readout" aria-hidden="true">
          {under === null
            ? 'Point at a mark to read it.'
            : `Row ${count(under.rowIndex + 1)}: ${plot.x} ${figure(under.x)}, ${plot.y} ${figure(under.y)}, score ${score(under.score)}`}
        </span>
      </figcaption>
    </figure>
  );
}

function scatter(
  box: HTMLElement,
  width: number,
  palette: Palette,
  plot: Plot,
  points: readonly Point[],
  onPoint: (point: Point | null) => void,
): uPlot {
  const sorted = [...points].sort((one, other) => one.x - other.x);
  return new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { setScale: false }, points: { show: false } },
      scales: {
        x: { time: false, range: (_plot, low, high) => padded(low, high) },
        y: { range: (_plot, low, high) => padded(low, high) },
      },
      axes: [axis(palette, plot.x), axis(palette, plot.y, { size: 64 })],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: {
        draw: [(chart) => drawPoints(chart, sorted, palette)],
        setCursor: [(chart) => onPoint(nearest(chart, sorted))],
      },
    },
    [sorted.map(({ x }) => x), sorted.map(({ y }) => y)],
    box,
  );
}

/** A little air around the outermost points, which are the ones to look at. */
function padded(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const air = low === high ? Math.abs(low) * 0.1 || 1 : (high - low) * 0.05;
  return [low - air, high + air];
}
