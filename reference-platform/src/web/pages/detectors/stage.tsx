import { Badge, type Tone } from '../../components/badge.tsx';
import type { DetectorVersion } from '../../shapes/detection.ts';

const stages: Readonly<Record<DetectorVersion['stage'], { tone: Tone; name: string }>> = {
  staging: { tone: 'neutral', name: 'Staging' },
  production: { tone: 'good', name: 'Production' },
  archived: { tone: 'neutral', name: 'Archived' },
};

/** Where a version stands, and that it failed its validation where it did. */
export function Stage({ version }: { version: DetectorVersion }) {
  const { tone, name } = stages[version.stage];
  return (
    <>
      <Badge tone={tone}>{name}</Badge>
      {version.validation.status === 'failed' ? <Badge tone="bad">Failed validation</Badge> : null}
    </>
  );
}
