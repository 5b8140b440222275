import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { join, type ObservedShape, observedShapeSchema } from './observed-shape.ts';

const fileSchema = z.record(z.string(), observedShapeSchema);

/** Leaves what a worker observed in the run's folder. */
export function writeObservedShapes(
  folder: string,
  workerIndex: number,
  shapes: Record<string, ObservedShape>,
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `w${workerIndex}.json`), JSON.stringify(shapes));
}

/** What all workers of a run observed, by answer. */
export function readObservedShapes(folder: string): Map<string, ObservedShape> {
  const merged = new Map<string, ObservedShape>();
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const shapes = fileSchema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    for (const [name, shape] of Object.entries(shapes)) {
      const known = merged.get(name);
      merged.set(name, known === undefined ? shape : join(known, shape));
    }
  }
  return merged;
}
