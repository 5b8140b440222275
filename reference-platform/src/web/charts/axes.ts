import type uPlot from 'uplot';
import { figure } from '../format/numbers.ts';
import type { Palette } from './palette.ts';

/** An axis in the page's own type and colours. */
export function axis(palette: Palette, label: string, options: Partial<uPlot.Axis> = {}): uPlot.Axis {
  return {
    label,
    stroke: palette.ink,
    font: palette.font,
    labelFont: palette.font,
    labelSize: 22,
    grid: { stroke: palette.line, width: 1 },
    ticks: { stroke: palette.line, width: 1, size: 5 },
    values: (_plot, ticks) => ticks.map((tick) => figure(tick)),
    ...options,
  };
}
