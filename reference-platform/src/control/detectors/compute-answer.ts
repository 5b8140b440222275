import { z } from 'zod';
import { BoundaryRefusal, type BoundaryCall, type BoundaryClient } from '../../boundary/client.ts';
import { problem } from '../../http/problem.ts';

const pointerDetails = z.object({ pointer: z.string() });

function asProblem(error: unknown): unknown {
  if (!(error instanceof BoundaryRefusal)) return error;
  switch (error.status) {
    case 404:
      return problem.notFound();
    case 409:
      return problem.conflict(error.message);
    case 422: {
      const details = pointerDetails.safeParse(error.details);
      return problem.invalid([
        { pointer: details.success ? details.data.pointer : '', detail: error.message },
      ]);
    }
    default:
      return problem.internal(error);
  }
}

/**
 * Asks the compute plane on behalf of a caller. What it refuses is answered as 404, 409 or 422; the kernel answers
 * 503 with Retry-After where it cannot be reached or takes too long.
 */
export async function computeAnswer<S extends z.ZodType>(
  boundary: BoundaryClient,
  call: BoundaryCall,
  answer: S,
): Promise<z.output<S>> {
  try {
    return await boundary.call(call, answer);
  } catch (error) {
    throw asProblem(error);
  }
}
