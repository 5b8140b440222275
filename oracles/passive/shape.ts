import { jsonOf } from '../../contract/shapes/shape-recorder.ts';
import type { PassiveOracle } from './oracle.ts';

/** Larger answers are many of what smaller ones show. */
const LARGEST = 256 * 1024;

/** Nothing that an answer had when its shape was recorded is gone or of another type. */
export const shapeOracle: PassiveOracle = ({ exchange, shape }) => {
  if (shape === undefined || exchange.bodyText.length > LARGEST) return [];
  // A page that moved on takes its answers' bodies with it, and an export has other formats beside JSON.
  const value = jsonOf(exchange);
  if (value === undefined) return [];
  return shape
    .objections(value)
    .map(
      (objection) => `${objection}: contract/shapes.recorded.json ("npm run shapes:update" if it is meant)`,
    );
};
