import { checkWarmUp } from './plan.ts';

/**
 * A closed model: as many users as there are, each of whom does one thing after the other and thinks in between. They wait for
 * the target, and so load a slow one less; for questions about journeys, not about capacity.
 */
export interface Users {
  users: number;
  /** Mean of the exponentially distributed time between the end of one visit and the beginning of the next. */
  thinkMs: number;
  /** The users come evenly spread over this time, which is not counted; at least 2,000 ms. */
  warmUpMs: number;
  durationMs: number;
  seed: number;
}

/** Throws a `RangeError` that names what no engine can offer. */
export function checkUsers({ users, thinkMs, warmUpMs, durationMs }: Users): void {
  checkWarmUp(warmUpMs);
  if (!(Number.isInteger(users) && users > 0)) throw new RangeError(`there are ${users} users`);
  if (!(thinkMs >= 0 && Number.isFinite(thinkMs))) throw new RangeError(`users think for ${thinkMs} ms`);
  if (!(durationMs > 0 && Number.isFinite(durationMs)))
    throw new RangeError(`users stay for ${durationMs} ms`);
}
