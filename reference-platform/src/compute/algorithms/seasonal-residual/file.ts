import { z } from 'zod';
import { decodeFloat64, encodeArray, encodedArray } from '../encoded-array.ts';
import type { SeasonModel } from './residuals.ts';

/** What seasonal_residual has learnt. */
export interface SeasonState {
  readonly algorithm: 'seasonal_residual';
  readonly model: SeasonModel;
}

/** The same in a model file. */
export const seasonFile = z.strictObject({
  algorithm: z.literal('seasonal_residual'),
  start: z.number(),
  step: z.number(),
  seasons: z.array(
    z.strictObject({ slope: z.number(), phases: encodedArray, centre: z.number(), scale: z.number() }),
  ),
});

export function encodeSeasons({ algorithm, model }: SeasonState): z.infer<typeof seasonFile> {
  return {
    algorithm,
    start: model.clock.start,
    step: model.clock.step,
    seasons: model.seasons.map(({ phases, ...season }) => ({ ...season, phases: encodeArray(phases) })),
  };
}

export function decodeSeasons(file: z.infer<typeof seasonFile>): SeasonState {
  return {
    algorithm: file.algorithm,
    model: {
      clock: { start: file.start, step: file.step },
      seasons: file.seasons.map(({ phases, ...season }) => ({ ...season, phases: decodeFloat64(phases) })),
    },
  };
}
