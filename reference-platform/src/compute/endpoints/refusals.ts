import { refuse } from '../../boundary/server.ts';
import { TaskCancelled } from '../worker/cancellation.ts';
import { TaskRefused } from '../worker/tasks.ts';

const STATUS = { not_found: 404, conflict: 409, invalid: 422 } as const;

/** Turns a task's refusal into the boundary's (`details.pointer` names the input), a time-out into 503. */
export async function answering<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TaskRefused) {
      const { code, pointer } = error.refusal;
      throw refuse(STATUS[code], code, error.message, { pointer });
    }
    if (error instanceof TaskCancelled)
      throw refuse(503, 'unavailable', 'the work took too long or was stopped');
    throw error;
  }
}
