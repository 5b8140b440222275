import { Badge, type Tone } from '../../components/badge.tsx';
import { inWords } from '../../format/words.ts';
import type { Detector } from '../../shapes/detection.ts';

const tones: Record<Detector['status'], Tone> = {
  untrained: 'neutral',
  training: 'busy',
  ready: 'good',
  failed: 'bad',
};

/** The state of a detector. */
export function StatusBadge({ status }: { status: Detector['status'] }) {
  return <Badge tone={tones[status]}>{inWords(status)}</Badge>;
}
