import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asFailure, isAbort, type CallFailure } from '../api/problem.ts';

/** What a load has come to. `value` stays while it is loaded anew, so that a table does not flicker. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly failure: CallFailure | null;
  readonly loading: boolean;
  reload: () => void;
  /** Puts in a value that a change has answered, without another call. */
  replace: (value: NoInfer<T>) => void;
}

interface State<T> {
  value: T | null;
  failure: CallFailure | null;
  loading: boolean;
}

/** Runs `load` at first and whenever `key` changes; an overtaken run is aborted. A null key loads nothing. */
export function useLoad<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<State<T>>({ value: null, failure: null, loading: key !== null });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    if (key === null) {
      setState({ value: null, failure: null, loading: false });
      return;
    }
    const abort = new AbortController();
    setState((before) => ({ ...before, failure: null, loading: true }));
    latest.current(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setState({ value, failure: null, loading: false });
      },
      (thrown: unknown) => {
        if (abort.signal.aborted || isAbort(thrown)) return;
        setState({ value: null, failure: asFailure(thrown), loading: false });
      },
    );
    return () => abort.abort();
  }, [key, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const replace = useCallback((value: T) => setState({ value, failure: null, loading: false }), []);
  return { ...state, reload, replace };
}
