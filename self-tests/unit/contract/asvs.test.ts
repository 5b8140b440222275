import { describe, expect, it } from 'vitest';
import { ASVS_LEVELS, loadAsvs, readAsvs } from '../../../contract/asvs.ts';
import { loadSecurityChecks } from '../../../contract/security-checks.ts';

describe('OWASP ASVS 5.0.0', () => {
  it('has its 17 chapters and 345 requirements, 70, 183 and 92 by level', () => {
    const { chapters, requirements } = loadAsvs();

    const byLevel = ASVS_LEVELS.map(
      (level) => [...requirements.values()].filter((requirement) => requirement.level === level).length,
    );

    expect([...chapters.keys()]).toEqual(Array.from({ length: 17 }, (_, index) => `V${index + 1}`));
    expect(byLevel).toEqual([70, 183, 92]);
    expect(requirements.get('V8.3.2')).toEqual({ id: 'V8.3.2', level: 3, chapter: 'V8' });
  });

  it('has every requirement that the catalogue names', () => {
    const { requirements } = loadAsvs();

    const named = [...loadSecurityChecks().values()].flatMap(({ asvs }) => asvs);

    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => !requirements.has(id))).toEqual([]);
  });

  it.each([
    ['a level that there is none of', '{ title: A, sections: { V1.1: [4] } }', 'chapters.V1.sections.V1.1.0'],
    ['a field that nobody reads', '{ title: A, sections: {}, note: b }', 'chapters.V1: Unrecognized key'],
    ['a section of another chapter', '{ title: A, sections: { V2.1: [1] } }', 'V2.1 is no section of V1'],
  ])('refuses %s', (_title, chapter, message) => {
    expect(() => readAsvs(`chapters: { V1: ${chapter} }`)).toThrow(message);
  });
});
