import type { SourceMutant } from './mutant.ts';

/** Defects by which a body binds, or an answer shows, a field that it should not. */
export const propertyMutants: readonly SourceMutant[] = [
  {
    id: 'members-take-any-field',
    defect: 'A change of a member leaves fields that it does not know aside without a word.',
    file: 'src/control/members/register.ts',
    find: `body: z.strictObject({
      name: nameText(1, 80).optional(),`,
    put: `body: z.object({
      name: nameText(1, 80).optional(),`,
    seenBy: ['tests/security/properties/mass-assignment.spec.ts'],
  },
  {
    id: 'prototype-fields-left-out',
    defect: 'A field named after the prototype is left out without a word.',
    file: 'src/http/prototype-fields.ts',
    find: `if (name === '__proto__') found.push(pointer);`,
    put: `if (name === '__proto__') continue;`,
    seenBy: ['tests/security/properties/hostile-bodies.spec.ts'],
  },
  {
    id: 'numbers-in-any-spelling',
    defect: 'A number in a query is taken in any spelling that JavaScript reads as one.',
    file: 'src/http/input.ts',
    find: `if (type === 'integer') return integerText.test(text) ? Number(text) : text;`,
    put: `if (type === 'integer') return Number(text);`,
    seenBy: ['tests/security/properties/juggled-types.spec.ts'],
  },
  {
    id: 'unknown-parameters-taken',
    defect: 'A list takes parameters that it does not know.',
    file: 'src/http/schemas.ts',
    find: 'export const pageQuery = z.strictObject({',
    put: 'export const pageQuery = z.object({',
    seenBy: ['tests/security/objects/own-things.spec.ts'],
  },
];
