import { LARGEST_READ, readJson } from './json-body.ts';
import type { PassiveOracle } from './oracle.ts';

/** A JSON answer has the fields, types, formats and bounds that the contract's document declares, and no other field. */
export const schemaOracle: PassiveOracle = ({ json, objectionsTo }) =>
  objectionsTo === undefined || json === undefined || json === 'broken' ? [] : objectionsTo(json.value);

/** A frame that came is a message of its channel. */
export const messageOracle: PassiveOracle = ({ exchange, objectionsTo }) => {
  const { bodyText } = exchange;
  if (bodyText.length > LARGEST_READ) return [];
  const read = readJson(bodyText);
  if (read === 'broken') return ['is not JSON'];
  return objectionsTo === undefined ? [] : objectionsTo(read.value);
};
