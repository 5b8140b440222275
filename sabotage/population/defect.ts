import type { Call, RecordedCall, Spoiled } from '../operators/operator.ts';
import type { Defect } from '../prove/trial.ts';
import type { FrameSpoiler } from '../proxy/socket-relay.ts';

/** A defect that the proxy commits. */
export interface ProxyDefect extends Defect {
  /** The operation or the channel that it spoils: `datasets.get`, `socket /streams/{id}/live`. */
  place: string;
  /** Whether what it does may change what other tests of the worker rely on. */
  endsWorld: boolean;
  /** Whether a call of the clean run is one that it would have changed. */
  meets: (call: RecordedCall) => boolean;
  spoil: (call: Call) => Promise<Spoiled>;
  /** Makes the spoiler of one connection; only of a channel. */
  frames: (() => FrameSpoiler) | null;
}
