import { inWords } from '../format/words.ts';
import { Badge, type Tone } from './badge.tsx';

const tones: Readonly<Record<string, Tone>> = {
  running: 'busy',
  completed: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

/** How it stands with something that runs once: an experiment, a candidate, a search, a trial. */
export function OutcomeBadge({ status }: { status: string }) {
  return <Badge tone={tones[status] ?? 'neutral'}>{inWords(status)}</Badge>;
}
