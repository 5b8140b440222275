import { problem, type InputFault } from '../../http/problem.ts';
import type { IngestPoint } from './input.ts';

// A sender who got the columns wrong got them wrong in every point: the first faults say it all.
const reportedFaults = 20;

function valueFaults(features: readonly string[], point: IngestPoint, pointer: string): InputFault[] {
  const missing = features.filter((feature) => !Object.hasOwn(point.values, feature));
  const unknown = Object.keys(point.values).filter((name) => !features.includes(name));
  return [
    ...missing.map((name) => ({ pointer: `${pointer}/values`, detail: `Missing: ${name.slice(0, 100)}` })),
    ...unknown.map((name) => ({
      pointer: `${pointer}/values/${name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 100)}`,
      detail: 'Not a column of the stream',
    })),
  ];
}

/** Throws 422 unless the points follow each other without gaps and each has a value (or null) for every column. */
export function requireSoundBatch(features: readonly string[], points: readonly IngestPoint[]): void {
  const faults: InputFault[] = [];
  const first = points[0]?.sequence ?? 0;
  for (const [index, point] of points.entries()) {
    if (faults.length >= reportedFaults) break;
    const pointer = `/points/${index}`;
    if (point.sequence !== first + index) {
      faults.push({
        pointer: `${pointer}/sequence`,
        detail: `Must be ${first + index}, one after the other`,
      });
    }
    faults.push(...valueFaults(features, point, pointer));
  }
  if (faults.length > 0) throw problem.invalid(faults.slice(0, reportedFaults));
}

/** The points of a batch that are new after `last`. Throws 409, with the sequence that is expected, on a gap. */
export function newPoints(points: readonly IngestPoint[], last: number): IngestPoint[] {
  const first = points[0]?.sequence ?? 0;
  if (first > last + 1) {
    throw problem.conflict(`Points are missing before ${first}: the expected sequence is ${last + 1}.`);
  }
  return points.filter(({ sequence }) => sequence > last);
}
