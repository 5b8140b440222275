import type { ProxyDefect } from '../population/defect.ts';
import type { Recording } from '../proxy/recorder.ts';

/** A test as the clean run has shown it. */
export interface KnownTest {
  name: string;
  durationMs: number;
  recording: Recording;
}

/** Tests that a defect is put before at most; who has not seen it by then would be found by chance. */
const MOST_TESTS = 8;

/**
 * The tests that a defect is put before, the best first: those whose calls it would have changed, and of these the most
 * specific (few other operations) and the fastest.
 */
export function candidatesFor(defect: ProxyDefect, tests: readonly KnownTest[]): string[] {
  return tests
    .flatMap((test) => {
      const calls = callsOf(test.recording).filter(({ operationId }) => operationId === defect.place);
      if (calls.length === 0) return [];
      const meets = calls.some((call) => defect.meets(call));
      return meets ? [{ name: test.name, cost: costOf(test) }] : [];
    })
    .sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_TESTS)
    .map(({ name }) => name);
}

/** Milliseconds, more where a test calls many operations: its checks are about others as well. */
function costOf({ durationMs, recording }: KnownTest): number {
  return (durationMs + 200) * Math.sqrt(recording.statuses.size);
}

function callsOf({ calls }: Recording): { operationId: string; status: number; caller: string }[] {
  return [...calls.keys()].map((key) => {
    const [, operationId = '', status = '', caller = ''] = /^(.*?) (\d+) (.*)$/.exec(key) ?? [];
    return { operationId, status: Number(status), caller };
  });
}
