import type uPlot from 'uplot';
import type { Palette } from './palette.ts';

/** A row in a scatter plot. */
export interface Point {
  readonly rowIndex: number;
  readonly x: number;
  readonly y: number;
  readonly score: number;
  readonly label: number;
}

/** How near the pointer must be, in CSS pixels. */
const REACH = 12;

/** Draws normal rows as small circles and, above them, anomalies as outlined triangles. */
export function drawPoints(plot: uPlot, points: readonly Point[], palette: Palette): void {
  const { ctx } = plot;
  const unit = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
  ctx.clip();
  ctx.fillStyle = palette.normal;
  ctx.globalAlpha = 0.55;
  for (const point of points) {
    if (point.label === 1) continue;
    ctx.beginPath();
    ctx.arc(plot.valToPos(point.x, 'x', true), plot.valToPos(point.y, 'y', true), 2.6 * unit, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.anomaly;
  ctx.strokeStyle = palette.surface;
  ctx.lineWidth = 1.2 * unit;
  for (const point of points) {
    if (point.label !== 1) continue;
    triangle(ctx, plot.valToPos(point.x, 'x', true), plot.valToPos(point.y, 'y', true), 5.5 * unit);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

/** The point under the pointer; anomalies before others. */
export function nearest(plot: uPlot, points: readonly Point[]): Point | null {
  const left = plot.cursor.left ?? -1;
  const top = plot.cursor.top ?? -1;
  if (left < 0 || top < 0) return null;
  let best: Point | null = null;
  let least = REACH;
  for (const point of points) {
    const away = Math.hypot(plot.valToPos(point.x, 'x') - left, plot.valToPos(point.y, 'y') - top);
    const felt = point.label === 1 ? away / 2 : away;
    if (away <= REACH && felt < least) {
      best = point;
      least = felt;
    }
  }
  return best;
}

function triangle(ctx: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y - size);
  ctx.lineTo(x + size, y + size * 0.8);
  ctx.lineTo(x - size, y + size * 0.8);
  ctx.closePath();
}
