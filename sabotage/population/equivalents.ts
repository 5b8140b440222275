/** Defects that nobody could see, by the defect's id, and why: each pattern says it for all that it matches. */
const EQUIVALENTS: readonly { pattern: RegExp; reason: string }[] = [
  {
    pattern: /^RS-json-(?:number|time|text):system\.(?:ready|version|metrics|openapi):/,
    reason: 'what the platform says of itself (latencies, times, texts) is right whatever it is',
  },
  {
    pattern: /^SW-twice:auth\.(?:logout|logoutAll|enrolMfa|disableMfa):?/,
    reason: 'the second call finds done what it asks for',
  },
];

/** Why a defect is no defect; `null` for a real one. */
export function equivalence(id: string): string | null {
  return EQUIVALENTS.find(({ pattern }) => pattern.test(id))?.reason ?? null;
}
