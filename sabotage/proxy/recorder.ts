/** What a test exchanged with the target, on a clean run: the ground for choosing tests by what they call. */
export interface Recording {
  /** Calls by operation, status and caller, counted: `datasets.get 404 analyst`. */
  calls: Map<string, number>;
  /** Statuses of each operation's calls in their order. */
  statuses: Map<string, number[]>;
}

/** Keeps a recording of each test. */
export class Recorder {
  readonly recordings = new Map<string, Recording>();

  record(
    test: string,
    { operationId, status, caller }: { operationId: string; status: number; caller: string },
  ): void {
    const recording = this.recordings.get(test) ?? emptyRecording();
    this.recordings.set(test, recording);
    const key = `${operationId} ${status} ${caller}`;
    recording.calls.set(key, (recording.calls.get(key) ?? 0) + 1);
    const statuses = recording.statuses.get(operationId) ?? [];
    statuses.push(status);
    recording.statuses.set(operationId, statuses);
  }
}

function emptyRecording(): Recording {
  return { calls: new Map(), statuses: new Map() };
}
