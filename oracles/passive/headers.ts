import type { PassiveOracle } from './oracle.ts';

type Requirement = (value: string) => boolean;

const equals =
  (expected: string): Requirement =>
  (value) =>
    value.toLowerCase() === expected;

/** What each answer must carry, by the contract. */
const EVERY_ANSWER: Record<string, Requirement> = {
  'x-request-id': (value) => value.length > 0,
  'x-content-type-options': equals('nosniff'),
  'x-frame-options': equals('deny'),
  'referrer-policy': equals('no-referrer'),
  'cross-origin-opener-policy': equals('same-origin'),
  'cross-origin-resource-policy': equals('same-origin'),
  'permissions-policy': (value) => value.length > 0,
  // default-src 'none' is the strictest start; 'unsafe-' anywhere would undo it.
  'content-security-policy': (value) => value.includes("default-src 'none'") && !value.includes("'unsafe-"),
};

/** The security headers are there and as strict as agreed, on files of the web interface too. */
export const headerOracle: PassiveOracle = ({ exchange }) =>
  Object.entries(EVERY_ANSWER).flatMap(([name, holds]) => {
    const value = exchange.responseHeaders[name];
    if (value === undefined) return [`lacks the header ${name}`];
    return holds(value) ? [] : [`has the header ${name}: ${value}`];
  });
