import { stripVTControlCharacters } from 'node:util';
import type { TestError, TestResult } from '@playwright/test/reporter';
import { BUDGET_EXCEEDED } from '../../load/budgets/annotations.ts';
import { looksLostConnection } from '../console/target-watch.ts';

/** What a failure says of whom. In this order: the first that fits is it. `allurerc.mjs` lists the same names. */
export const CATEGORIES = [
  'Quarantined',
  'Target unreachable',
  'Leak',
  'Budget exceeded',
  'Test defect',
  'Out of time',
  'Product defect',
] as const;

export type Category = (typeof CATEGORIES)[number];

/** As much of an attempt as its category is told by. */
export type Attempt = Pick<TestResult, 'status' | 'errors' | 'annotations'>;

/** What the oracles say that see something of one tenant, or a secret, where it must not be. */
const LEAK = /\[oracle: (?:canary|disclosure|address)\]|\bcanary\b/;
/** Errors of JavaScript itself, of Playwright's about the test's own code, of what prepares it, and of a measurement that measured nothing. */
const OF_THE_TEST =
  /^(?:TypeError|ReferenceError|RangeError|SyntaxError)\b|strict mode violation|has unknown parameter|^not valid: |^Error: (?:unknown tag|an actor was used outside a test)|^(?:Error: )?Cannot find module/m;

/** The category of an attempt that failed. */
export function categoryOf({ status, errors, annotations }: Attempt, isQuarantined: boolean): Category {
  const messages = errors.flatMap(messagesOf);
  const says = (pattern: RegExp) => messages.some((message) => pattern.test(message));
  if (isQuarantined) return 'Quarantined';
  if (messages.some(looksLostConnection) || says(/^TypeError: fetch failed$/m)) return 'Target unreachable';
  if (says(LEAK)) return 'Leak';
  if (annotations.some(({ type }) => type === BUDGET_EXCEEDED)) return 'Budget exceeded';
  if (says(OF_THE_TEST)) return 'Test defect';
  if (status === 'timedOut') return 'Out of time';
  return 'Product defect';
}

/** What an error says, and what has caused it. */
function messagesOf({ message = '', value = '', cause }: TestError): string[] {
  return [stripVTControlCharacters(message || value), ...(cause === undefined ? [] : messagesOf(cause))];
}
