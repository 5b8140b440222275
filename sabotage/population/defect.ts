import type { Handshake } from '../operators/handshake.ts';
import type { Call, RecordedCall, Spoiled } from '../operators/operator.ts';
import type { Defect } from '../prove/trial.ts';
import type { SentRequest } from '../proxy/message.ts';
import type { FrameSpoiler } from '../proxy/socket-relay.ts';

/** A defect that the proxy commits. */
export interface ProxyDefect extends Defect {
  /** The operation or the channel that it spoils: `datasets.get`, `socket /streams/{id}/live`. */
  place: string;
  /** Whether what it does may change what other tests of the worker rely on. */
  endsWorld: boolean;
  /** Whether a call of the clean run is one that it would have changed. */
  meets: (call: RecordedCall) => boolean;
  /** Spoils a call; `null` for a defect of a channel. */
  spoil: ((call: Call) => Promise<Spoiled>) | null;
  /** Opens a channel that should stay shut: the handshake to send in place of the one that came, if any. */
  admit: ((handshake: Handshake) => Promise<SentRequest | null>) | null;
  /** Makes the spoiler of one connection's messages. */
  frames: (() => FrameSpoiler) | null;
}
