import { describe, expect, it } from 'vitest';
import { jobSummary, type JobSummaryParts } from '../../../reporting/ci/job-summary.ts';

const TOTALS = { passed: 7, failed: 1, flaky: 0, skipped: 0, interrupted: 0 };

function summary(rest: Partial<JobSummaryParts> = {}): string {
  return jobSummary({
    status: 'failed',
    target: 'assay 0.1.0 at https://assay.test',
    runId: 'abcd1234',
    durationMs: 90_000,
    projects: new Map([['api', TOTALS]]),
    gates: null,
    failures: [],
    link: 'https://ci.test/7',
    ...rest,
  });
}

describe('the summary of a job', () => {
  it('says how the run ended, by project, and where its report is', () => {
    expect(summary().split('\n')).toEqual([
      '## ❌ The run failed',
      '',
      'assay 0.1.0 at https://assay.test · run abcd1234 · 1.5 min · [report](https://ci.test/7)',
      '',
      '| project | tests |',
      '| --- | --- |',
      '| api | 7 passed, 1 failed |',
      '',
    ]);
  });

  it('has a row for each gate', () => {
    const gate = { gate: 'duration', figure: '26 min', limit: 'at most 25 min', details: [] };
    const text = summary({
      gates: {
        gates: [
          { ...gate, verdict: 'failed', why: null },
          { ...gate, verdict: 'not judged', why: 'only part of the suite ran' },
        ],
        objections: [],
      },
    });

    expect(text).toContain('| duration | 26 min | at most 25 min | **failed** |');
    expect(text).toContain('| duration | 26 min | at most 25 min | not judged: only part of the suite ran |');
  });

  it('lets no name and no error become markup', () => {
    const name = 'a|b <img src=x onerror=alert(1)> *bold* [link](http://x) `code`';
    const text = summary({
      failures: [{ name, category: 'Leak', error: '</pre><script>alert(1)</script>' }],
    });

    expect(text).toContain(
      '<details><summary>Leak: a\\|b &lt;img src=x onerror=alert(1)&gt; \\*bold\\* \\[link\\](http://x) \\`code\\`</summary>',
    );
    expect(text).toContain('<pre>&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;</pre>');
  });

  it('shows twenty failures at most, and of each as much as one reads', () => {
    const failures = Array.from({ length: 200 }, (_, index) => ({
      name: `test ${index}`,
      category: 'Product defect',
      error: 'x'.repeat(100_000),
    }));
    const text = summary({ failures });

    expect(text.match(/<details>/g)).toHaveLength(20);
    expect(text).toContain('and 180 more failed tests');
    expect(text.length).toBeLessThan(50_000);
  });
});
