import { Badge, type Tone } from '../../components/badge.tsx';
import { inWords } from '../../format/words.ts';
import type { StreamStatus } from '../../shapes/stream.ts';

const tones: Record<StreamStatus, Tone> = {
  pending: 'neutral',
  starting: 'busy',
  active: 'good',
  paused: 'warn',
  stopping: 'busy',
  stopped: 'neutral',
  error: 'bad',
};

/** The state of a stream. */
export function StreamBadge({ status }: { status: StreamStatus }) {
  return <Badge tone={tones[status]}>{inWords(status)}</Badge>;
}
