import { textFrame } from '../proxy/frames.ts';
import type { FrameSpoiler } from '../proxy/socket-relay.ts';

const TEXT = 1;
/** Longer than any test waits for a frame. */
const LATE_MS = 15_000;

/** What can become of the frames that a target sends. */
export interface FrameOperator {
  name: string;
  /** What is wrong, after the channel's name. */
  does: string;
  /** Makes the spoiler of one connection. */
  make: () => FrameSpoiler;
}

/** The operators of sockets. */
export const frameOperators: readonly FrameOperator[] = [
  {
    name: 'WS-dropped',
    does: 'loses every second message',
    make: () => {
      let count = 0;
      return {
        frame({ opcode, raw }, send) {
          const isLost = opcode === TEXT && ++count % 2 === 0;
          if (!isLost) send(raw);
          return isLost;
        },
      };
    },
  },
  {
    name: 'WS-doubled',
    does: 'sends each message twice',
    make: () => ({
      frame({ opcode, raw }, send) {
        send(raw);
        if (opcode === TEXT) send(raw);
        return opcode === TEXT;
      },
    }),
  },
  {
    name: 'WS-late',
    does: 'sends its messages too late',
    make: () => ({
      frame({ opcode, raw }, send) {
        if (opcode === TEXT) setTimeout(() => send(raw), LATE_MS).unref();
        else send(raw);
        return opcode === TEXT;
      },
    }),
  },
  {
    name: 'WS-crossed',
    does: 'shows a message of another tenant',
    make: () => ({
      frame({ opcode, raw, payload }, send) {
        send(raw);
        if (opcode === TEXT) send(textFrame(ofAnother(payload.toString('utf8'))));
        return opcode === TEXT;
      },
    }),
  },
  {
    name: 'WS-broken',
    does: 'sends messages that are no JSON',
    make: () => ({
      frame({ opcode, raw, payload }, send) {
        send(opcode === TEXT ? textFrame(payload.toString('utf8').slice(0, -1)) : raw);
        return opcode === TEXT;
      },
    }),
  },
];

/** The message as another tenant would get it: its canary is one that nobody here has. */
function ofAnother(message: string): string {
  const foreign = 'cnry00000000deadbeef';
  const crossed = message.replaceAll(/cnry[0-9a-f]{16}/g, foreign);
  return crossed === message ? message.replace(/("(?:name|title|message)":")[^"]*/, `$1${foreign}`) : crossed;
}
