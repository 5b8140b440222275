import type { PassiveOracle } from './oracle.ts';

/** Nothing that a successful answer had when its shape was recorded is gone or of another type. */
export const shapeOracle: PassiveOracle = ({ exchange, json, shape }) => {
  if (shape === undefined || exchange.status >= 300 || json === undefined || json === 'broken') return [];
  return shape
    .objections(json.value)
    .map(
      (objection) => `${objection}: contract/shapes.recorded.json ("npm run shapes:update" if it is meant)`,
    );
};
