import { describe, expect, it } from 'vitest';
import { readAsvs } from '../../../contract/asvs.ts';
import type { SecurityCheck } from '../../../contract/security-checks.ts';
import { securityCoverageOf } from '../../../reporting/security/security-coverage.ts';
import { type SecurityReport, securityPage } from '../../../reporting/security/security-page.ts';

const CHECK: SecurityCheck = {
  id: 'INJ-05',
  title: 'Stored <script> & "quotes"',
  priority: 'P0',
  asvs: ['V1.1.1'],
  api: ['API8'],
};
const ASVS = readAsvs('chapters: { V1: { title: One, sections: { V1.1: [1, 2] } } }');

function page(change: Partial<SecurityReport> = {}): string {
  const tests = Array.from({ length: 7 }, (_, index) => ({
    name: `stores <b>${index}</b>`,
    end: 'passed' as const,
    annotations: [{ type: 'check', description: 'INJ-05 Stored' }],
  }));
  return securityPage({
    runId: 'abc',
    profile: 'full',
    target: 'assay 1 at http://127.0.0.1:1',
    endedAt: '2026-11-21T20:00:00.000Z',
    isPart: false,
    coverage: securityCoverageOf(tests, new Map([[CHECK.id, CHECK]]), ASVS),
    ...change,
  });
}

describe('the page of the security coverage', () => {
  it('needs no script and nothing from any host', () => {
    expect(page()).not.toMatch(/<script|<link|<img|src=|url\(|href=|@import/);
  });

  it('escapes what comes from titles', () => {
    expect(page()).toContain('Stored &#60;script&#62; &#38; &#34;quotes&#34;');
    expect(page()).toContain('stores &#60;b&#62;0&#60;/b&#62;');
  });

  it('names five tests of a check and counts the rest', () => {
    expect(page().match(/stores &#60;b&#62;/g)).toHaveLength(5);
    expect(page()).toContain('and 2 more');
  });

  it('says of a part of the suite that it is one', () => {
    expect(page({ isPart: true })).toContain('a part of the suite only');
    expect(page()).not.toContain('a part of the suite only');
  });
});
