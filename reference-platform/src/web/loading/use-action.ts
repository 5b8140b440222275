import { useCallback, useState } from 'preact/hooks';
import { asFailure, type CallFailure } from '../api/problem.ts';

/** A call that the user starts: whether it runs, and why it last failed. */
export interface Action {
  readonly busy: boolean;
  readonly failure: CallFailure | null;
  /** Runs `work`; a failure is kept for showing. Resolves to whether it succeeded. */
  run(work: () => Promise<void>): Promise<boolean>;
  clear(): void;
}

/** State of one user-started call at a time. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const run = useCallback(async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setFailure(asFailure(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setFailure(null), []);
  return { busy, failure, run, clear };
}
