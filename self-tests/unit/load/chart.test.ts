import { describe, expect, it } from 'vitest';
import { chartPage } from '../../../load/chart/page.ts';
import { panelsOf, targetPanels } from '../../../load/chart/panels.ts';
import { scaleFor, secondsFor } from '../../../load/chart/scale.ts';
import { MEASUREMENT } from './measurement.ts';

describe('the axes of a chart', () => {
  it.each([
    [0, [0, 1]],
    [0.7, [0, 0.2, 0.4, 0.6, 0.8]],
    [1, [0, 0.5, 1]],
    [7, [0, 2, 4, 6, 8]],
    [95, [0, 50, 100]],
    [412, [0, 200, 400, 600]],
  ])('hold %d with round ticks', (greatest, ticks) => {
    expect(scaleFor(greatest)).toEqual({ top: ticks.at(-1), ticks });
  });

  it('label at most nine moments, the first and the last among them', () => {
    expect(secondsFor(4_000)).toEqual([0, 1, 2, 3, 4]);
    expect(secondsFor(62_000)).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(secondsFor(7_200_000).length).toBeLessThan(10);
  });
});

describe('the panels of a chart', () => {
  it('show rate and latency of each second where it ends', () => {
    const [rate, latency] = panelsOf(MEASUREMENT);

    expect(rate?.lines.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['started', [100, 100]],
      ['right answers', [100, 98]],
      ['errors', [0, 2]],
    ]);
    expect(latency?.lines.find(({ name }) => name === 'p95')?.points).toEqual([
      { atMs: 3_000, value: 20 },
      { atMs: 4_000, value: null },
    ]);
  });

  it('leave out what the target does not tell', () => {
    expect(
      targetPanels(MEASUREMENT.target).map(({ title, lines }) => [title, lines[0]?.points[0]?.value]),
    ).toEqual([
      ['CPU of the target', 1.5],
      ['Memory of the target', 512],
      ['Event-loop lag of the target', 12],
      ['Jobs waiting', 7],
    ]);
    expect(targetPanels([])).toEqual([]);
  });
});

describe('the page of a chart', () => {
  const page = chartPage([{ ...MEASUREMENT, question: 'Is <b>it</b> fast?' }]);

  it('escapes what it is told, and asks nobody for anything', () => {
    expect(page).toContain('Is &lt;b&gt;it&lt;/b&gt; fast?');
    expect(page).not.toContain('<b>it');
    expect(page).not.toMatch(/(?:src|href)=|url\(|@import|<script/);
    expect(page).toContain("default-src 'none'");
  });

  it('parts a line where a second has no value', () => {
    const flat = {
      ...MEASUREMENT,
      seconds: [MEASUREMENT.seconds[0], MEASUREMENT.seconds[1], MEASUREMENT.seconds[0]],
    };
    const p95 = /<path class="line1" d="([^"]+)"/g;
    const paths = [...chartPage([flat as typeof MEASUREMENT]).matchAll(p95)].map(([, path = '']) => path);

    expect(paths[1]?.match(/M/g)).toHaveLength(2);
  });

  it('says of a measurement that is not valid that it is not', () => {
    expect(page).toContain('<summary>The figures</summary>');
    expect(chartPage([{ ...MEASUREMENT, invalid: ['it lagged'] }])).toContain('Not valid: the figures');
  });

  it('is a page, too, where nothing was measured', () => {
    expect(chartPage([])).toContain('The target told nothing of itself');
  });
});
