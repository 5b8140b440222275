import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

const tagList = /^\s*(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*\s*$/;

/** The strong entity tag of a representation, quotes included: equal bodies have equal tags. */
export function entityTagOf(representation: unknown): string {
  return `"${createHash('sha256').update(canonicalJson(representation)).digest('base64url').slice(0, 22)}"`;
}

/** Whether a value is a well-formed `If-Match`: `*` or a list of entity tags (RFC 9110, 13.1.1). */
export function isIfMatch(value: string): boolean {
  return value.trim() === '*' || tagList.test(value);
}

/** Whether `If-Match` lets a change of this representation through. Strong comparison: weak tags never match. */
export function ifMatchHolds(ifMatch: string, representation: unknown): boolean {
  if (ifMatch.trim() === '*') return true;
  const current = entityTagOf(representation);
  return ifMatch.split(',').some((tag) => tag.trim() === current);
}
