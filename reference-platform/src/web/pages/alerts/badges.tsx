import { Badge, type Tone } from '../../components/badge.tsx';
import { inWords } from '../../format/words.ts';
import type { EventStatus, Severity } from '../../shapes/event.ts';

const severityTones: Record<Severity, Tone> = {
  info: 'neutral',
  low: 'neutral',
  medium: 'warn',
  high: 'bad',
  critical: 'bad',
};

const statusTones: Record<EventStatus, Tone> = {
  open: 'warn',
  acknowledged: 'busy',
  resolved: 'good',
  ignored: 'neutral',
};

/** How bad an event is. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  return <Badge tone={severityTones[severity]}>{inWords(severity)}</Badge>;
}

/** Where an event stands. */
export function EventStatusBadge({ status }: { status: EventStatus }) {
  return <Badge tone={statusTones[status]}>{inWords(status)}</Badge>;
}
