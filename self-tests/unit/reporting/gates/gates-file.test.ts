import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGates, readGates } from '../../../../reporting/gates/gates-file.ts';
import { loadQuarantine, readQuarantine } from '../../../../reporting/gates/quarantine-file.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

describe('a file of quality gates', () => {
  it('is right as it comes along, with every gate in it', () => {
    const gates = loadGates(path.join(ROOT, 'quality-gates.yaml'));

    expect(gates).toEqual({
      failedTests: { atMost: 0 },
      flakyTests: { atMost: 0 },
      successRate: {
        integration: { project: 'api', atLeast: 0.9 },
        security: { project: 'security', atLeast: 1 },
      },
      operationCoverage: { atLeast: 0.95 },
      statusCoverage: { atLeast: 0.95 },
      loadBudgets: { atMost: 0 },
      performance: { slowerByAtMost: 0.2, youngerThan: 14 * 86_400_000 },
      killScore: { atLeast: 0.95, ofAtLeast: 200, youngerThan: 14 * 86_400_000 },
      quarantine: { file: 'quarantine.yaml', atMost: 5, longest: 30 * 86_400_000 },
      duration: { atMost: 25 * 60_000 },
      secrets: 'none left',
    });
    expect(loadQuarantine(path.join(ROOT, 'quarantine.yaml'))).toEqual([]);
  });

  it.each([
    ['flakyTests: { atMost: 0 }\nflakiness: {}', 'gates.yaml:2: Unrecognized key: "flakiness"'],
    ['# one\n\nflakyTests: { most: 0 }', /^gates\.yaml:3: flakyTests/],
    [
      'successRate:\n  api:\n    { project: api, atLeast: 0.9 }',
      /^gates\.yaml:3: successRate\.api\.atLeast: /,
    ],
    ['operationCoverage: { atLeast: 95 }', /^gates\.yaml:1: operationCoverage\.atLeast: /],
    ['operationCoverage: { atLeast: 105 % }', 'gates.yaml:1: operationCoverage.atLeast: is more than 100 %'],
    ['duration: { atMost: 20 s }', 'gates.yaml:1: duration.atMost: is no duration: write it as 25 min'],
    [
      "successRate:\n  api: { project: api, tag: '@e2e', atLeast: 90 % }",
      'gates.yaml:2: successRate.api: names a project or a tag, and not both',
    ],
    ['flakyTests: [', /^gates\.yaml:1: /],
    ['{}', 'gates.yaml:1: names no gate, so nothing is judged'],
  ])('%j is refused with its line', (text, message) => {
    expect(() => readGates(text, 'gates.yaml')).toThrow(message);
  });

  it('that is not there is refused in one line', () => {
    expect(() => loadGates(path.join(process.cwd(), 'no-gates.yaml'))).toThrow(
      'no-gates.yaml is missing: name a file of quality gates in QUALITY_GATES',
    );
  });
});

describe('a quarantine', () => {
  const entry = "test: 'a.spec.ts › wavers', owner: ana, reason: waits for the mended scheduler";

  it('says on which line each entry stands', () => {
    const entries = readQuarantine(
      `# none\n- { ${entry}, until: 2026-12-01 }\n- test: b.spec.ts › fails\n  owner: bo\n  reason: see the issue about time zones\n  until: 2026-12-02\n`,
      'q.yaml',
    );

    expect(entries.map(({ place, test, until }) => [place, test, until])).toEqual([
      ['q.yaml:2', 'a.spec.ts › wavers', '2026-12-01'],
      ['q.yaml:3', 'b.spec.ts › fails', '2026-12-02'],
    ]);
  });

  it.each([
    [`- { ${entry} }`, /^q\.yaml:1: 0\.until: /],
    [`[]\n- x`, /^q\.yaml:/],
    [`- { ${entry}, until: tomorrow }`, /^q\.yaml:1: 0\.until: /],
    [`\n- { ${entry.replace('owner: ana, ', '')}, until: 2026-12-01 }`, /^q\.yaml:2: 0\.owner: /],
    [`- { ${entry.replace('waits for the mended scheduler', 'flaky')}, until: 2026-12-01 }`, /0\.reason: /],
    [`- { ${entry.replace('a.spec.ts › wavers', 'wavers')}, until: 2026-12-01 }`, /0\.test: is no test/],
    [
      `- { ${entry}, until: 2026-12-01 }\n- { ${entry}, until: 2026-12-02 }`,
      'q.yaml:2: names a.spec.ts › wavers a second time',
    ],
  ])('%j is refused with its line', (text, message) => {
    expect(() => readQuarantine(text, 'q.yaml')).toThrow(message);
  });

  it('that is not there is refused in one line', () => {
    expect(() => loadQuarantine(path.join(process.cwd(), 'no.yaml'))).toThrow(
      'no.yaml is missing: an empty list, [], quarantines nothing',
    );
  });
});
