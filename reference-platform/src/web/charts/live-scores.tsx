import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { counted } from '../format/words.ts';
import type { StreamPoint } from '../shapes/stream.ts';
import { axis } from './axes.ts';
import type { Palette } from './palette.ts';
import { usePlot } from './use-plot.ts';

const HEIGHT = 280;
const LINE_WIDTH = 1.5;
const ANOMALY_SIZE = 8;

/** Sequences, all scores, and those of the anomalous points alone. */
function seriesOf(points: readonly StreamPoint[]): uPlot.AlignedData {
  return [
    points.map(({ sequence }) => sequence),
    points.map(({ score }) => score),
    points.map(({ score, anomalous }) => (anomalous ? score : null)),
  ];
}

function chart(box: HTMLElement, width: number, palette: Palette, points: readonly StreamPoint[]): uPlot {
  return new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: { range: [0, 1] } },
      axes: [axis(palette, 'Sequence'), axis(palette, 'Score', { size: 56 })],
      series: [
        {},
        { stroke: palette.normal, width: LINE_WIDTH, points: { show: false } },
        {
          stroke: palette.anomaly,
          paths: () => null,
          points: { show: true, size: ANOMALY_SIZE, fill: palette.anomaly },
        },
      ],
    },
    seriesOf(points),
    box,
  );
}

/** Scores of the newest points of a stream, by sequence; anomalous ones are marked. */
export function LiveScores({ points }: { points: readonly StreamPoint[] }) {
  const plot = useRef<uPlot | null>(null);
  const box = usePlot(
    (element, width, palette) => (plot.current = chart(element, width, palette, points)),
    null,
  );
  useEffect(() => plot.current?.setData(seriesOf(points)), [points]);
  const anomalies = points.filter(({ anomalous }) => anomalous).length;
  const last = points.at(-1);
  return (
    <figure class="chart">
      <div
        ref={box}
        class="chart-box"
        role="img"
        aria-label={`Scores of ${counted(points.length, 'point')} up to sequence ${last?.sequence ?? 0}: ${counted(anomalies, 'anomaly', 'anomalies')}`}
      />
      <figcaption class="legend">
        <span class="key">score</span>
        <span class="key key-above">anomaly</span>
      </figcaption>
    </figure>
  );
}
