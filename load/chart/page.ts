import { createHash } from 'node:crypto';
import { describeMeasurement } from '../measurement/describe.ts';
import type { Measurement } from '../measurement/measurement.ts';
import { type Band, bandsOf, type Line, type Panel, panelsOf, targetPanels } from './panels.ts';
import { type Scale, scaleFor, secondsFor } from './scale.ts';
import { STYLE } from './style.ts';

/** Coordinates of a plot; it is stretched to the width of the page. */
const WIDTH = 1_000;
const HEIGHT = 100;

/** Draws the measurements of one run, and what the target said meanwhile, on one time axis: a page that needs nothing else. */
export function chartPage(measurements: readonly Measurement[]): string {
  const [first] = measurements;
  const lengthMs = Math.max(
    1_000,
    ...measurements.flatMap((one) => [
      ...bandsOf(one).map(({ toMs }) => toMs),
      ...one.seconds.map(({ second }) => (second + 1) * 1_000),
    ]),
  );
  const axis = { lengthMs, bands: first === undefined ? [] : bandsOf(first) };
  const style = createHash('sha256').update(STYLE).digest('base64');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${style}'">
<title>Load: ${escaped(first?.question ?? 'nothing measured')}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${measurements.map((one) => workloadSection(one, { ...axis, bands: bandsOf(one) })).join('\n')}
${targetSection(first, axis)}
</main>
</body>
</html>
`;
}

interface Axis {
  lengthMs: number;
  bands: readonly Band[];
}

function workloadSection(measurement: Measurement, axis: Axis): string {
  const [question = '', ...lines] = describeMeasurement(measurement).split('\n');
  const verdict = measurement.invalid.length === 0 ? '' : ' class="invalid"';
  return `<section>
<h2>${escaped(question)}</h2>
${panelsOf(measurement)
  .map((panel) => figure(panel, axis))
  .join('\n')}
${timeAxis(axis)}
<details><summary${verdict}>${measurement.invalid.length === 0 ? 'The figures' : 'Not valid: the figures'}</summary><pre>${escaped(lines.join('\n'))}</pre></details>
</section>`;
}

function targetSection(measurement: Measurement | undefined, axis: Axis): string {
  const panels = targetPanels(measurement?.target ?? []);
  const body =
    panels.length === 0
      ? '<p>The target told nothing of itself: that takes the operator’s account, and more than a second.</p>'
      : `${panels.map((panel) => figure(panel, axis)).join('\n')}\n${timeAxis(axis)}`;
  return `<section>\n<h2>The target meanwhile</h2>\n${body}\n</section>`;
}

function figure({ title, unit, lines }: Panel, axis: Axis): string {
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value ?? 0));
  const scale = scaleFor(Math.max(0, ...values));
  const legend =
    lines.length === 1
      ? ''
      : lines.map(({ name }, index) => `<span class="line${index}">${escaped(name)}</span>`).join('');
  return `<figure>
<figcaption>${escaped(title)} <small>${escaped(unit)}</small>${legend}</figcaption>
<div class="plot">
${scale.ticks
  .map((tick) => `<span class="tick">${tick}</span>`)
  .reverse()
  .join('')}
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escaped(`${title} over time`)}">
${bandsIn(axis)}
${scale.ticks.map((tick) => `<path class="grid" d="M0 ${yOf(tick, scale)}H${WIDTH}"/>`).join('')}
${lines.map((line, index) => `<path class="line${index}${index === 0 && lines.length > 1 ? ' under' : ''}" d="${pathOf(line, scale, axis)}"/>`).join('')}
</svg>
</div>
</figure>`;
}

function bandsIn(axis: Axis): string {
  return axis.bands
    .filter(({ counted }) => !counted)
    .map(({ fromMs, toMs }) => {
      const from = xOf(fromMs, axis);
      return `<rect class="uncounted" x="${from}" y="0" width="${round(xOf(toMs, axis) - from)}" height="${HEIGHT}"/>`;
    })
    .join('');
}

function timeAxis({ lengthMs, bands }: Axis): string {
  const share = (ms: number): string => ((100 * ms) / lengthMs).toFixed(2);
  const grid = (parts: readonly string[]): string =>
    `<svg viewBox="0 0 ${WIDTH} 6" preserveAspectRatio="none" aria-hidden="true">${parts.join('')}</svg>`;
  const marks = secondsFor(lengthMs).map(
    (second) => `<path class="grid" d="M${xOf(second * 1000, { lengthMs })} 0V6"/>`,
  );
  const labels = secondsFor(lengthMs)
    .map((second) => `<text x="${share(second * 1000)}%" y="12">${second} s</text>`)
    .join('');
  const names = bands
    .map(
      ({ name, fromMs, toMs }) =>
        `<text x="${share((fromMs + toMs) / 2)}%" y="28" class="phase">${escaped(name)}</text>`,
    )
    .join('');
  return `<div class="time">${grid(marks)}<svg class="labels" width="100%" height="34" aria-hidden="true">${labels}${names}</svg></div>`;
}

/** A line with a gap where there is no value; one value between two gaps is a dot (a line without length, with round ends). */
function pathOf({ points }: Line, scale: Scale, axis: Axis): string {
  let isOpen = false;
  return points
    .map(({ atMs, value }) => {
      if (value === null) {
        isOpen = false;
        return '';
      }
      const place = `${xOf(atMs, axis)} ${yOf(value, scale)}`;
      const command = isOpen ? `L${place}` : `M${place}L${place}`;
      isOpen = true;
      return command;
    })
    .join('');
}

function xOf(ms: number, { lengthMs }: Pick<Axis, 'lengthMs'>): number {
  return round((WIDTH * Math.min(ms, lengthMs)) / lengthMs);
}

function yOf(value: number, { top }: Scale): number {
  return round(HEIGHT - (HEIGHT * value) / top);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
