import uPlot from 'uplot';
import { DataTable } from '../components/data-table.tsx';
import { count, score } from '../format/numbers.ts';
import type { Histogram } from '../shapes/common.ts';
import { axis } from './axes.ts';
import type { Palette } from './palette.ts';
import { usePlot } from './use-plot.ts';

const HEIGHT = 260;

/** How many rows have which score, with the threshold above which a row is an anomaly. */
export function ScoreHistogram({ histogram, threshold }: { histogram: Histogram; threshold: number }) {
  const box = usePlot(
    (element, width, palette) => histogramPlot(element, width, palette, histogram, threshold),
    histogram,
  );
  const bins = histogram.counts.map((rows, bin) => ({
    from: histogram.edges[bin] ?? 0,
    to: histogram.edges[bin + 1] ?? 0,
    rows,
  }));
  return (
    <figure class="chart">
      <div
        ref={box}
        class="chart-box"
        role="img"
        aria-label={`Score histogram: ${count(histogram.counts.reduce((sum, rows) => sum + rows, 0))} rows, threshold ${score(threshold)}`}
      />
      <figcaption class="legend">
        <span class="key key-normal">at or below the threshold</span>
        <span class="key key-threshold">{`threshold ${score(threshold)}`}</span>
        <span class="key key-above">above it</span>
      </figcaption>
      <details class="details">
        <summary>Show the figures</summary>
        <DataTable
          caption="Score histogram"
          captionHidden
          rows={bins}
          rowKey={(bin) => bin.from}
          columns={[
            { header: 'From', align: 'end', cell: (bin) => score(bin.from) },
            { header: 'To', align: 'end', cell: (bin) => score(bin.to) },
            { header: 'Rows', align: 'end', cell: (bin) => count(bin.rows) },
          ]}
        />
      </details>
    </figure>
  );
}

function histogramPlot(
  box: HTMLElement,
  width: number,
  palette: Palette,
  { edges, counts }: Histogram,
  threshold: number,
): uPlot {
  const first = edges[0] ?? 0;
  const last = edges.at(-1) ?? 1;
  return new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [first, last === first ? first + 1 : last] },
        y: { range: [0, tallest(counts)] },
      },
      axes: [
        axis(palette, 'Score', { grid: { show: false } }),
        axis(palette, 'Rows (square-root scale)', {
          size: 56,
          splits: () => rootTicks(Math.max(1, ...counts)),
          values: (_plot, ticks) => ticks.map((tick) => count(Math.round(tick ** 2))),
        }),
      ],
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      hooks: { draw: [(plot) => drawBars(plot, palette, { edges, counts }, threshold)] },
    },
    [edges.slice(0, -1), counts.map((rows) => Math.sqrt(rows))],
    box,
  );
}

/** Bars by hand: uPlot's own cannot colour the part of a bin that lies above the threshold. */
function drawBars(plot: uPlot, palette: Palette, { edges, counts }: Histogram, threshold: number): void {
  const { ctx } = plot;
  const base = plot.valToPos(0, 'y', true);
  const gap = devicePixelRatio;
  const bar = (from: number, to: number, top: number, colour: string) => {
    const left = plot.valToPos(from, 'x', true);
    const right = plot.valToPos(to, 'x', true);
    ctx.fillStyle = colour;
    ctx.fillRect(left, top, Math.max(gap, right - left - gap), base - top);
  };
  ctx.save();
  counts.forEach((rows, bin) => {
    if (rows === 0) return;
    const from = edges[bin] ?? 0;
    const to = edges[bin + 1] ?? from;
    // A bin with a single row keeps a visible sliver.
    const top = Math.min(plot.valToPos(Math.sqrt(rows), 'y', true), base - 3 * devicePixelRatio);
    if (from < threshold) bar(from, Math.min(to, threshold), top, palette.normal);
    if (to > threshold) bar(Math.max(from, threshold), to, top, palette.anomaly);
  });
  const line = plot.valToPos(threshold, 'x', true);
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(line, plot.bbox.top);
  ctx.lineTo(line, plot.bbox.top + plot.bbox.height);
  ctx.stroke();
  ctx.restore();
}

// Few rows are anomalous: on a linear scale their bars would vanish beside the others.
function tallest(counts: readonly number[]): number {
  return Math.sqrt(Math.max(1, ...counts)) * 1.08;
}

function rootTicks(highest: number): number[] {
  return [0, 0.05, 0.25, 0.6, 1].map((part) => Math.sqrt(roundedTo(part * highest)));
}

/** To one significant digit, so that the labels are round numbers. */
function roundedTo(value: number): number {
  if (value < 1) return 0;
  const unit = 10 ** Math.floor(Math.log10(value));
  return Math.floor(value / unit) * unit;
}
