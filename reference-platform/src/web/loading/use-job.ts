import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { asFailure, isAbort, type CallFailure } from '../api/problem.ts';
import { Job } from '../shapes/detection.ts';

const QUICK_MS = 400;
const SLOW_MS = 2_000;
/** Polls at the quick pace; after these a long job must not use up a small plan's requests. */
const QUICK_POLLS = 25;

/** Whether a job has come to its end. */
export function isOver(job: Job): boolean {
  return job.status === 'completed' || job.status === 'failed' || job.status === 'cancelled';
}

/** Follows a job until it is over; `onEnd` is told once. Waits as long as a 429 asks for. */
export function useJob(
  started: Job | null,
  onEnd: (job: Job) => void,
): { job: Job | null; failure: CallFailure | null } {
  const [job, setJob] = useState(started);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const end = useRef(onEnd);
  end.current = onEnd;
  const id = started?.id ?? null;

  useEffect(() => {
    setJob(started);
    setFailure(null);
    if (id === null) return;
    const abort = new AbortController();
    let timer = 0;
    let polls = 0;
    const later = (ms: number) => {
      timer = window.setTimeout(() => void poll(), ms);
    };
    const poll = async () => {
      polls += 1;
      try {
        const next = await api.call(Job, 'GET', `/jobs/${id}`, { signal: abort.signal });
        setJob(next);
        setFailure(null);
        if (isOver(next)) end.current(next);
        else later(polls < QUICK_POLLS ? QUICK_MS : SLOW_MS);
      } catch (thrown) {
        if (isAbort(thrown)) return;
        const why = asFailure(thrown);
        setFailure(why);
        if (why.status === 429 || why.status === 503 || why.status === 0) {
          later((why.retryAfterSeconds ?? 2) * 1_000);
        }
      }
    };
    later(QUICK_MS);
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
    // The job that started it is read once; its id says which one it is.
  }, [id]);

  return { job, failure };
}
