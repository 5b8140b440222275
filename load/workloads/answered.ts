import type { Result } from '../../api-clients/http/result.ts';
import { UnexpectedAnswer } from '../engine/flow.ts';

/** The data of an answer that allows what was asked; throws `UnexpectedAnswer` on any other. */
export function answered<T>(result: Result<T>): T {
  if (!result.ok) throw new UnexpectedAnswer(`status ${result.status}`);
  return result.data;
}
